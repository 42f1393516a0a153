// EMV 4.4 Book 2, 5 and 6: what a card carries for offline data authentication.
using Tessera.Emv.Authentication;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>Certificates of a card and the key that signs its dynamic data.</summary>
public sealed class CardAuthentication
{
    private readonly CertificateAuthority? _signer;

    private CardAuthentication(
        byte schemeKeyIndex, CertificateParts issuer, CertificateParts? card, byte[] signature, RsaSigner? key)
    {
        SchemeKeyIndex = schemeKeyIndex;
        Issuer = issuer;
        Card = card;
        StaticSignature = signature;
        _signer = key is null ? null : new CertificateAuthority(key);
    }

    internal byte SchemeKeyIndex { get; }

    internal CertificateParts Issuer { get; }

    internal CertificateParts? Card { get; }

    internal byte[] StaticSignature { get; }

    /// <summary>True when the card has a key of its own, for dynamic and combined data authentication.</summary>
    internal bool IsDynamic => _signer is not null;

    /// <summary>Certifies a card's key and the data of its record, which may not change afterwards.</summary>
    /// <param name="card">The card; its own <see cref="CardPersonalisation.Authentication"/> is not looked at.</param>
    /// <param name="issuer">The issuer's key.</param>
    /// <param name="issuerParts">The issuer's certificate by the scheme.</param>
    /// <param name="schemeKeyIndex">Index of the scheme's key (8F).</param>
    /// <param name="serialNumber">Serial number of the card's certificate.</param>
    /// <param name="key">The card's own key; null for a card that can show static data only.</param>
    public static CardAuthentication Issue(
        CardPersonalisation card,
        CertificateAuthority issuer,
        CertificateParts issuerParts,
        byte schemeKeyIndex,
        int serialNumber,
        RsaSigner? key)
    {
        byte[] data = CardRecords.StaticData(card, isDynamic: key is not null);
        if (key is null)
        {
            return new CardAuthentication(
                schemeKeyIndex, issuerParts, null, issuer.SignStatic([0xDA, 0xC0], data), null);
        }

        Invariant.Check(key.PublicKey.LengthBytes >= 80, "a card key has room for a combined signature");
        var expires = CardRecords.LastDay(card.ExpiryYymm);
        var parts = issuer.Certify(
            CertificateKind.Card, card.Pan.Reveal(), expires, serialNumber, key.PublicKey, data);
        return new CardAuthentication(schemeKeyIndex, issuerParts, parts, [], key);
    }

    internal byte[] Sign(byte format, ReadOnlySpan<byte> dynamicData, ReadOnlyMemory<byte> terminalData)
    {
        Invariant.Check(_signer is not null, "only a card with a key signs");
        return _signer.SignDynamic(format, dynamicData, terminalData);
    }
}
