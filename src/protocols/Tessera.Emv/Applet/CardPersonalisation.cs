// EMV 4.4 Book 3, Annex A: what personalisation puts on a device for one token.
using Tessera.Emv.Cryptograms;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>The public side of one application on a device; the key is held apart. It prints masked.</summary>
public sealed record CardPersonalisation
{
    /// <summary>Application identifier, 5 to 16 bytes.</summary>
    public required ReadOnlyMemory<byte> Identifier { get; init; }

    /// <summary>Label shown at terminals, 1 to 16 characters.</summary>
    public required string Label { get; init; }

    /// <summary>Priority in the payment directory, 1 (first) to 15.</summary>
    public int Priority { get; init; } = 1;

    /// <summary>Token number.</summary>
    public required Pan Pan { get; init; }

    /// <summary>Sequence number (5F34), 0 to 99.</summary>
    public int SequenceNumber { get; init; }

    /// <summary>Expiry as YYMM; good to the end of the month.</summary>
    public required string ExpiryYymm { get; init; }

    /// <summary>Service code, three digits.</summary>
    public string ServiceCode { get; init; } = "201";

    /// <summary>Issuer country, ISO 3166 numeric.</summary>
    public required int CountryNumber { get; init; }

    /// <summary>Application currency, ISO 4217 numeric.</summary>
    public required int CurrencyNumber { get; init; }

    /// <summary>Cryptogram version. Its layout decides the flow: Visa layouts qVSDC, M/Chip layouts M/Chip.</summary>
    public required CryptogramProfile Cryptogram { get; init; }

    /// <summary>Which issuer key the card key came from; it travels in the covered 9F10.</summary>
    public required byte KeyIndex { get; init; }

    /// <summary>Number of a limited-use key, in the covered 9F10 too; 0 when the key is the card's own.</summary>
    public ushort KeyNumber { get; init; }

    /// <summary>True to keep dates and usage control in a record that the terminal reads (qVSDC only).</summary>
    public bool HasRecords { get; init; }

    /// <summary>Form factor of the device (9F6E), 4 bytes; a phone by default.</summary>
    public ReadOnlyMemory<byte> FormFactor { get; init; } = new byte[] { 0x23, 0x88, 0x00, 0x00 };

    /// <summary>Certificates for offline data authentication; null when every tap is for the issuer.</summary>
    public CardAuthentication? Authentication { get; init; }

    /// <summary>
    /// What it offers over contacts; null for a device without. A card with contacts is plastic: it cannot verify its
    /// holder itself.
    /// </summary>
    public ContactProfile? Contact { get; init; }

    /// <summary>Times of the relay resistance protocol; null when it does not take part (M/Chip only).</summary>
    public RelayTiming? Relay { get; init; }

    /// <summary>True to answer readers of the old mag-stripe mode. Off: nobody can collect codes in advance.</summary>
    public bool HasMagStripeMode { get; init; }

    internal bool IsMChip => CryptogramRules.For(Cryptogram).Format == IssuerApplicationFormat.MChip;

    /// <summary>Label and masked number only.</summary>
    public override string ToString() => $"{Label} {Pan}";
}
