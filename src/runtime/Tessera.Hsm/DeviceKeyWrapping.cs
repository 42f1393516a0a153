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
        var index = request.KeyIndex != 0
            ? request.KeyIndex
            : (byte)keys.CurrentIndex(request.KeySet, KeyRole.IssuerCryptogramAes);
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

    private PinnedKey? Derive(in DeviceKeyRequest request, byte index, KeyAlgorithm algorithm)
    {
        var label = new KeyLabel(request.KeySet, KeyUsageTable.IssuerRole(algorithm), index);
        if (keys.Find(label, HsmVerb.WrapForDevice) is not { } issuerKey)
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
