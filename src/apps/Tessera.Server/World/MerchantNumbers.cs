namespace Tessera.Server.World;

/// <summary>The number that owns a merchant's ledger accounts: 63 bits, so that SQL holds it too.</summary>
internal static class MerchantNumbers
{
    public static ulong Of(UInt128 commandId)
        => unchecked((ulong)DerivedId.Number(commandId, "merchant number")) >> 1;
}
