using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>Derives the card keys of one token on one device and seals them to it.</summary>
internal sealed class DeviceKeyWrapping(KeyStore keys)
{
    public bool TryWrap(in DeviceKeyRequest request, [NotNullWhen(true)] out DeviceKeyDelivery? delivery)
    {
        delivery = null;
        var index = request.KeyIndex != 0 ? request.KeyIndex : CurrentIndex(request.KeySet);
        using var cardKeys = new DeviceCardKeys(
            Derive(request, index, KeyAlgorithm.TripleDes), Derive(request, index, KeyAlgorithm.Aes));
        if (cardKeys is { TripleDes: null, Aes: null })
        {
            return false;
        }
        Span<byte> content = stackalloc byte[DeviceCardKeys.MaximumBytes];
        var length = cardKeys.Write(content);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var isSealed = DeviceKeyEnvelope.TrySeal(
            ephemeral,
            request.DevicePoint.Span,
            DeviceKeyEnvelope.Context(request.TokenReference, index),
            content[..length],
            out var envelope);
        CryptographicOperations.ZeroMemory(content);
        if (!isSealed)
        {
            return false;
        }
        delivery = new DeviceKeyDelivery(
            index, CredentialKeyId.Of(index, request.Card.SequenceNumber), envelope);
        return true;
    }

    /// <summary>
    /// The newest index at which the set has a key of each algorithm, since a device has one index for both and needs
    /// both while a rotation is half done; without such an index, that of the algorithm which the set has. 0 is none.
    /// </summary>
    public byte CurrentIndex(string keySet)
    {
        var aes = (byte)keys.CurrentIndex(keySet, KeyRole.IssuerCryptogramAes);
        var tripleDes = (byte)keys.CurrentIndex(keySet, KeyRole.IssuerCryptogramTripleDes);
        for (var index = Math.Min(aes, tripleDes); index > 0; index--)
        {
            if (IssuerKey(keySet, index, KeyAlgorithm.Aes) is not null
                && IssuerKey(keySet, index, KeyAlgorithm.TripleDes) is not null)
            {
                return index;
            }
        }
        return aes != 0 ? aes : tripleDes;
    }

    private HeldKey? IssuerKey(string keySet, byte index, KeyAlgorithm algorithm) =>
        keys.Find(new KeyLabel(keySet, KeyUsageTable.IssuerRole(algorithm), index), HsmVerb.WrapForDevice);

    private PinnedKey? Derive(in DeviceKeyRequest request, byte index, KeyAlgorithm algorithm)
    {
        if (IssuerKey(request.KeySet, index, algorithm) is not { } issuerKey)
        {
            return null;
        }
        Span<byte> cardKey = stackalloc byte[16];
        CardKey.Derive(IssuerCardKey.OptionOf(algorithm), issuerKey.Bytes, request.Card, cardKey);
        var pinned = new PinnedKey(algorithm, cardKey);
        CryptographicOperations.ZeroMemory(cardKey);
        return pinned;
    }
}
