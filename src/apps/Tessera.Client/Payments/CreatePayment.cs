namespace Tessera.Client.Payments;

/// <summary>Asks for the authorisation of one tap.</summary>
public sealed record CreatePayment
{
    public required string Terminal { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>, above zero.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217 letters.</summary>
    public required string Currency { get; init; }

    /// <summary>The token number of the tap, digits only (DE2). Chip data never holds it.</summary>
    public required string TokenNumber { get; init; }

    /// <summary><c>YYYY-MM</c> (DE14).</summary>
    public required string TokenExpiry { get; init; }

    /// <summary>PAN sequence number (DE23), when the card has one.</summary>
    public int? SequenceNumber { get; init; }

    /// <summary>The chip data of the tap (DE55), BER-TLV in hex.</summary>
    public required string Emv { get; init; }

    /// <summary>The till's running number of the message, 1 to 999999 (DE11).</summary>
    public int? TraceNumber { get; init; }

    /// <summary>Hides the chip data and the token number.</summary>
    public override string ToString() => $"{nameof(CreatePayment)} {{ Terminal = {Terminal}, Amount = {Amount} }}";
}
