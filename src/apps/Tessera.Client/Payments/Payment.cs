namespace Tessera.Client.Payments;

/// <summary>One payment, approved or declined. Amounts are minor units of <see cref="Currency"/>. The answer to an act
/// holds what that act decided; ask for the payment to see all of it.</summary>
public sealed record Payment
{
    public required string Id { get; init; }

    public PaymentState State { get; init; }

    /// <summary>What was authorised, or asked for when declined.</summary>
    public long Amount { get; init; }

    public string? Currency { get; init; }

    public long AmountCaptured { get; init; }

    public long AmountRefunded { get; init; }

    /// <summary>What the issuer took back; not in the answers to captures and refunds.</summary>
    public long AmountChargedBack { get; init; }

    public long AmountHeld { get; init; }

    public string? Merchant { get; init; }

    public string? Terminal { get; init; }

    /// <summary>The name under which usage share counts it.</summary>
    public string? PaymentSystem { get; init; }

    /// <summary>Null for a plain card.</summary>
    public string? Token { get; init; }

    /// <summary>Last four digits of the token's or the plain card's number.</summary>
    public string? TokenLastFour { get; init; }

    /// <summary>DE39.</summary>
    public string? ResponseCode { get; init; }

    /// <summary>DE38, on an approval.</summary>
    public string? ApprovalCode { get; init; }

    public string? NetworkReference { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    /// <summary>What a till may show to the shopper about a decline.</summary>
    public string? TerminalText { get; init; }

    /// <summary>What goes back to the card (91, 8A), BER-TLV in hex; only in the answer to the tap.</summary>
    public string? EmvResponse { get; init; }

    /// <summary>The capture or refund that the answered act made.</summary>
    public string? Act { get; init; }

    public string? Created { get; init; }
}
