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
            request.KeyNumber == 0 ? Derive(request, index, KeyAlgorithm.TripleDes, HsmVerb.WrapForDevice) : null,
            Derive(request, index, KeyAlgorithm.Aes, HsmVerb.WrapForDevice));
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
            DeviceKeyEnvelope.Context(request.TokenReference, index, request.KeyNumber),
            content[..length],
            out var envelope);
        CryptographicOperations.ZeroMemory(content);
        if (!isSealed)
        {
            return false;
        }
        delivery = new DeviceKeyDelivery(
            index, CredentialKeyId.Of(index, request.Card.SequenceNumber, request.KeyNumber), envelope);
        return true;
    }

    /// <summary>Whether a proof was made with the limited-use key that the request names.</summary>
    public bool Verify(in DeviceKeyRequest request, ReadOnlySpan<byte> proof)
    {
        if (request.KeyNumber == 0)
        {
            return false;
        }
        using var key = Derive(request, request.KeyIndex, KeyAlgorithm.Aes, HsmVerb.VerifyCryptogram);
        Span<byte> expected = stackalloc byte[LimitedUseKey.ProofBytes];
        LimitedUseKey.Prove(key is null ? new byte[16] : key.Bytes, request.TokenReference, expected);
        return CryptographicOperations.FixedTimeEquals(expected, proof) & key is not null;
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
            if (IssuerKey(keySet, index, KeyAlgorithm.Aes, HsmVerb.WrapForDevice) is not null
                && IssuerKey(keySet, index, KeyAlgorithm.TripleDes, HsmVerb.WrapForDevice) is not null)
            {
                return index;
            }
        }
        return aes != 0 ? aes : tripleDes;
    }

    private HeldKey? IssuerKey(string keySet, byte index, KeyAlgorithm algorithm, HsmVerb verb) =>
        keys.Find(new KeyLabel(keySet, KeyUsageTable.IssuerRole(algorithm), index), verb);

    private PinnedKey? Derive(in DeviceKeyRequest request, byte index, KeyAlgorithm algorithm, HsmVerb verb)
    {
        if (IssuerKey(request.KeySet, index, algorithm, verb) is not { } issuerKey)
        {
            return null;
        }
        Span<byte> cardKey = stackalloc byte[16];
        issuerKey.IssuerKey.DeriveCardKey(request.Card, cardKey);
        if (request.KeyNumber != 0)
        {
            LimitedUseKey.Derive(cardKey, request.KeyNumber, cardKey);
        }
        var pinned = new PinnedKey(algorithm, cardKey);
        CryptographicOperations.ZeroMemory(cardKey);
        return pinned;
    }
}
