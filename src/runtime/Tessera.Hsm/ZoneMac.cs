// ISO 8583 DE64 and DE128: message authentication codes.
using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// MAC of a link: AES-CMAC left half under an AES zone key, else ISO 9797-1 algorithm 3 with padding method 1 under a
/// triple DES one. A message that verifies under a pending key shows that the other end has it, and makes it current.
/// </summary>
internal sealed class ZoneMac(KeyStore keys, ZoneKeyExchange exchange)
{
    public const int MacBytes = 8;

    public void Compute(string keySet, ReadOnlySpan<byte> message, Span<byte> target)
    {
        var key = Current(keySet) ?? throw new HsmException("The link has no zone key.");
        Compute(key, message, target);
    }

    public bool Verify(string keySet, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        if (mac.Length != MacBytes)
        {
            return false;
        }
        var key = Current(keySet);
        if (IsRight(key, message, mac)
            || (key is not null && IsRight(keys.FindBefore(keySet, key.Label.Role, HsmVerb.ZoneMac), message, mac)))
        {
            return true;
        }
        var isPending = IsRight(exchange.Pending(keySet), message, mac);
        if (isPending)
        {
            exchange.TryActivate(keySet);
        }
        return isPending;
    }

    private static bool IsRight(HeldKey? key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac)
    {
        if (key is null)
        {
            return false;
        }
        Span<byte> expected = stackalloc byte[MacBytes];
        Compute(key, message, expected);
        return CryptographicOperations.FixedTimeEquals(expected, mac);
    }

    private HeldKey? Current(string keySet) =>
        keys.FindCurrent(keySet, KeyRole.ZoneMacAes, HsmVerb.ZoneMac)
        ?? keys.FindCurrent(keySet, KeyRole.ZoneMacTripleDes, HsmVerb.ZoneMac);

    private static void Compute(HeldKey key, ReadOnlySpan<byte> message, Span<byte> target)
    {
        if (key.Shape.Algorithm == 'T')
        {
            RetailMac.Compute(key.Bytes, message, MacPadding.Method1, target);
            return;
        }
        Span<byte> mac = stackalloc byte[AesCmac.MacBytes];
        AesCmac.Compute(key.Bytes, message, mac);
        mac[..MacBytes].CopyTo(target);
    }
}
