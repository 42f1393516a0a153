using System.Globalization;
using System.Security.Cryptography;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// Zone keys on their way between the ends of a link: version D blocks under the link's transport key. The key version
/// is the index in hex, and only a newer one is taken, so a block that is sent again does nothing.
/// </summary>
internal sealed class ZoneKeyExchange(KeyStore keys)
{
    public string ExportNext(string keySet)
    {
        var transport = Transport(keySet) ?? throw new HsmException("The link has no transport key.");
        var key = keys.Generate(keySet, KeyRole.ZoneMacAes);
        var header = KeyBlockHeader.Of(key.Shape, string.Empty) with
        {
            KeyVersion = key.Label.Index.ToString("X2", CultureInfo.InvariantCulture),
        };
        return KeyBlock.Wrap(transport.Bytes, header, key.Bytes);
    }

    public bool TryInstall(string keySet, string block)
    {
        if (Transport(keySet) is not { } transport
            || !KeyBlock.TryUnwrap(transport.Bytes, block, out var header, out var key, out _))
        {
            return false;
        }
        var shape = KeyUsageTable.ShapeOf(KeyRole.ZoneMacAes);
        var isZoneKey = byte.TryParse(
                header.KeyVersion, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var index)
            && header == KeyBlockHeader.Of(shape, string.Empty) with { KeyVersion = header.KeyVersion }
            && key.Length == shape.KeyBytes
            && index > keys.CurrentIndex(keySet, KeyRole.ZoneMacAes);
        if (isZoneKey)
        {
            keys.Add(new KeyLabel(keySet, KeyRole.ZoneMacAes, index), key);
        }
        CryptographicOperations.ZeroMemory(key);
        return isZoneKey;
    }

    private HeldKey? Transport(string keySet) =>
        keys.FindCurrent(keySet, KeyRole.ZoneTransport, HsmVerb.TransportZoneKey);
}
