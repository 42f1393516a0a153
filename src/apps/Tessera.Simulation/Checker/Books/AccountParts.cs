using Tessera.Core.Ledger;

namespace Tessera.Simulation.Checker.Books;

/// <summary>What an account's number says: 16 bits book, 8 role, 16 currency, 24 unused, 64 owner.</summary>
internal readonly record struct AccountParts(ushort Book, AccountRole Role, ushort Currency, ulong Owner)
{
    public static AccountParts Of(UInt128 number) => new(
        (ushort)(number >> 112), (AccountRole)(byte)((number >> 104) & 0xFF), (ushort)((number >> 88) & 0xFFFF),
        (ulong)(number & ulong.MaxValue));

    public UInt128 Number =>
        ((UInt128)Book << 112) | ((UInt128)(byte)Role << 104) | ((UInt128)Currency << 88) | Owner;

    public override string ToString() => $"{Book}/{Role}/{Currency}/{Owner}";
}
