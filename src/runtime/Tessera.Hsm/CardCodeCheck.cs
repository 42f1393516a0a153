using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// Verifies dynamic card codes. The track names no key, so the current one and those before it are tried; a right code
/// covers the counter and the reader's number and nothing else.
/// </summary>
internal sealed class CardCodeCheck(KeyStore keys)
{
    private const int MostKeys = 3;

    public CryptogramVerdict Verify(in CardCodeRequest request)
    {
        Span<byte> cardKey = stackalloc byte[16];
        var card = new CardIdentity(request.Track.Number, request.SequenceNumber);
        var found = 0;
        var newest = keys.CurrentIndex(request.KeySet, KeyRole.IssuerCryptogramTripleDes);
        for (var index = newest; index > 0 && index > newest - MostKeys; index--)
        {
            var label = new KeyLabel(request.KeySet, KeyRole.IssuerCryptogramTripleDes, index);
            if (keys.Find(label, HsmVerb.VerifyCryptogram) is not { } issuerKey)
            {
                continue;
            }

            issuerKey.IssuerKey.DeriveCardKey(card, cardKey);
            found = request.Track.IsRight(cardKey, request.Counter) ? index : found;
        }

        CryptographicOperations.ZeroMemory(cardKey);
        return found == 0
            ? CryptogramVerdict.Invalid
            : CryptogramVerdict.Invalid with
            {
                IsValid = true,
                KeyId = CredentialKeyId.Of((byte)found, request.SequenceNumber),
                Atc = request.Counter,
            };
    }
}
