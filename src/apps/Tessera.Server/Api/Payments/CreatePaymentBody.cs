namespace Tessera.Server.Api.Payments;

public sealed record CreatePaymentBody
{
    public required string Terminal { get; init; }

    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public int? CurrencyExponent { get; init; }

    public required WireSecret TokenNumber { get; init; }

    public required string TokenExpiry { get; init; }

    public int? SequenceNumber { get; init; }

    /// <summary>Chip data of a tap; left out where <see cref="InApp"/> is there.</summary>
    public WireSecret? Emv { get; init; }

    public InAppBody? InApp { get; init; }

    public int? TraceNumber { get; init; }
}
