// EMV 4.4 Book 4, 12; ISO 8583:1987 elements 22, 23, 55: what a terminal hands to the acquirer after a tap.
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>What a tap hands to the acquirer. It prints without card data.</summary>
public sealed record TapAuthorisation
{
    /// <summary>Token or card number from track 2 equivalent.</summary>
    public required Pan Pan { get; init; }

    /// <summary>Expiry as YYMM.</summary>
    public required string ExpiryYymm { get; init; }

    /// <summary>Sequence number of the card (5F34), absent on cards that have none.</summary>
    public int? PanSequenceNumber { get; init; }

    /// <summary>Service code of track 2.</summary>
    public required string ServiceCode { get; init; }

    /// <summary>Amount of the tap.</summary>
    public required Money Amount { get; init; }

    /// <summary>How the card was read.</summary>
    public TapEntry Entry { get; init; } = TapEntry.ContactlessChip;

    /// <summary>Track 2 as element 35 carries it, D as separator; mag-stripe mode only, else empty.</summary>
    public string Track2 { get; init; } = "";

    /// <summary>
    /// Field 55: BER-TLV, without account number, track or PIN objects; at most 255 bytes. Empty in mag-stripe mode.
    /// </summary>
    public required ReadOnlyMemory<byte> Field55 { get; init; }

    /// <summary>How the holder was verified, as the terminal saw it.</summary>
    public required TapVerification Verification { get; init; }

    /// <summary>The application that paid (84).</summary>
    public required ReadOnlyMemory<byte> ApplicationIdentifier { get; init; }

    /// <summary>The kernel that ran.</summary>
    public required int KernelId { get; init; }

    /// <summary>Transaction counter of the card (9F36).</summary>
    public required int TransactionCounter { get; init; }

    /// <summary>Amount and masked number only.</summary>
    public override string ToString() => $"tap of {Amount} by {Pan}";
}
