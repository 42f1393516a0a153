namespace Tessera.Client.Payments;

/// <summary>One payment, approved or declined. Amounts are minor units of <see cref="Currency"/>.</summary>
public sealed record Payment
{
    public required string Id { get; init; }

    public PaymentState State { get; init; }

    public long Amount { get; init; }

    public string? Currency { get; init; }

    public long AmountCaptured { get; init; }

    public long AmountRefunded { get; init; }

    public string? Merchant { get; init; }

    public string? Terminal { get; init; }

    public string? Token { get; init; }

    /// <summary>Last four digits of the token number.</summary>
    public string? TokenLastFour { get; init; }

    /// <summary>DE39.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>DE38, on an approval.</summary>
    public string? ApprovalCode { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    /// <summary>What goes back to the card (91, 8A), BER-TLV in hex; only in the answer to the tap.</summary>
    public string? EmvResponse { get; init; }

    public string? Reference { get; init; }

    public string? Created { get; init; }
}
