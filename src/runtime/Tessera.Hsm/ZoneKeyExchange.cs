using System.Globalization;
using System.Security.Cryptography;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// Zone keys on their way between the ends of a link: version D blocks under the link's transport key, labelled with
/// the key's index; only a newer one is taken, so a block that is sent again does nothing. A key is pending, and the
/// one before stays in use, until this end knows that the other has it.
/// </summary>
internal sealed class ZoneKeyExchange(KeyStore keys)
{
    private readonly Lock _changing = new();

    public string ExportNext(string keySet)
    {
        var transport = Transport(keySet) ?? throw new HsmException("The link has no transport key.");
        lock (_changing)
        {
            var index = KeyStore.IndexAfter(NewestIndex(keySet));
            var key = keys.Generate(new KeyLabel(keySet, KeyRole.ZoneMacAesPending, index));
            var label = index.ToString(CultureInfo.InvariantCulture);
            return KeyBlock.Wrap(transport.Bytes, KeyBlockHeader.Of(key.Shape, label), key.Bytes);
        }
    }

    public bool TryInstall(string keySet, string block)
    {
        if (Transport(keySet) is not { } transport
            || !KeyBlock.TryUnwrap(transport.Bytes, block, out var header, out var key, out _))
        {
            return false;
        }
        var shape = KeyUsageTable.ShapeOf(KeyRole.ZoneMacAesPending);
        var isZoneKey = ushort.TryParse(
                header.Label, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && header == KeyBlockHeader.Of(shape, header.Label)
            && key.Length == shape.KeyBytes;
        lock (_changing)
        {
            isZoneKey = isZoneKey
                && index > NewestIndex(keySet)
                && keys.TryAddNewer(new KeyLabel(keySet, KeyRole.ZoneMacAesPending, index), key);
        }
        CryptographicOperations.ZeroMemory(key);
        return isZoneKey;
    }

    /// <summary>The key that waits for its use, or null.</summary>
    public HeldKey? Pending(string keySet) =>
        keys.FindCurrent(keySet, KeyRole.ZoneMacAesPending, HsmVerb.ZoneMac) is { } pending
        && pending.Label.Index > keys.CurrentIndex(keySet, KeyRole.ZoneMacAes)
            ? pending
            : null;

    public bool TryActivate(string keySet)
    {
        lock (_changing)
        {
            return Pending(keySet) is { } pending
                && keys.TryAddNewer(pending.Label with { Role = KeyRole.ZoneMacAes }, pending.Bytes);
        }
    }

    private ushort NewestIndex(string keySet) => Math.Max(
        keys.CurrentIndex(keySet, KeyRole.ZoneMacAes), keys.CurrentIndex(keySet, KeyRole.ZoneMacAesPending));

    private HeldKey? Transport(string keySet) =>
        keys.FindCurrent(keySet, KeyRole.ZoneTransport, HsmVerb.TransportZoneKey);
}
