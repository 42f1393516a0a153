using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Server.Acceptance;
using Tessera.Server.World;

namespace Tessera.Server.Api.Payments;

/// <summary>A payment as the API shows it. The answer to an act holds what that act decided.</summary>
public sealed record PaymentView
{
    public required string Id { get; init; }

    public string Object => "payment";

    public required string State { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public long AmountCaptured { get; init; }

    public long AmountRefunded { get; init; }

    public long AmountChargedBack { get; init; }

    public long AmountHeld { get; init; }

    public string? Merchant { get; init; }

    public string? Terminal { get; init; }

    public string? PaymentSystem { get; init; }

    public string? Token { get; init; }

    public string? TokenLastFour { get; init; }

    public string? ResponseCode { get; init; }

    public string? ApprovalCode { get; init; }

    public string? NetworkReference { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    public string? TerminalText { get; init; }

    public string? EmvResponse { get; init; }

    public string? Act { get; init; }

    public string? Created { get; init; }

    public static PaymentView Of(TapAnswer answer, TapMessage tap)
    {
        var decision = answer.Decision;
        return new PaymentView
        {
            Id = decision.Payment.ToString(),
            State = WireText.Of(decision.State),
            Amount = decision.AmountMinor,
            Currency = WireText.CurrencyCode(decision.CurrencyNumber),
            AmountHeld = decision.IsApproved ? decision.AmountMinor : 0,
            Merchant = tap.Terminal!.Merchant.ToString(),
            Terminal = tap.Terminal!.Id.ToString(),
            TokenLastFour = NullIfEmpty(decision.LastFour),
            ResponseCode = answer.ResponseCode,
            ApprovalCode = NullIfEmpty(decision.ApprovalCode),
            NetworkReference = NullIfEmpty(decision.NetworkReference),
            EmvResponse = NullIfEmpty(Convert.ToHexString(answer.EmvResponse)),
            Created = WireText.Instant(decision.DecidedAt),
        }.With(answer.Decline);
    }

    public static PaymentView Of(Payment payment) => new PaymentView
    {
        Id = payment.Id.ToString(),
        State = WireText.Of(payment.State),
        Amount = payment.AuthorisedMinor,
        Currency = payment.Currency.Code,
        AmountCaptured = payment.CapturedMinor,
        AmountRefunded = payment.RefundedMinor,
        AmountChargedBack = payment.ChargedBackMinor,
        AmountHeld = payment.HeldMinor,
        Merchant = payment.Facts.Merchant.ToString(),
        Terminal = payment.Till.ToString(),
        PaymentSystem = payment.Facts.PaymentSystem,
        Token = payment.Token.IsNone ? null : payment.Token.ToString(),
        TokenLastFour = NullIfEmpty(payment.LastFour),
        ResponseCode = payment.State == PaymentState.Requested ? null : "00",
        ApprovalCode = NullIfEmpty(payment.FundingLeg.Reference),
        NetworkReference = NullIfEmpty(payment.NetworkLeg.Reference),
        Created = WireText.Instant(payment.AuthorisedAt),
    }.With(payment.RefusalNumber == 0
        ? null : RefusalTable.Of(Refusal.FromNumber(payment.RefusalNumber)));

    public static PaymentView Of(Reply.PaymentChanged changed, string? act) => new()
    {
        Id = changed.Payment.ToString(),
        State = WireText.Of(changed.State),
        Amount = changed.AuthorisedMinor,
        Currency = WireText.CurrencyCode(changed.CurrencyNumber),
        AmountCaptured = changed.CapturedMinor,
        AmountRefunded = changed.RefundedMinor,
        AmountHeld = changed.HeldMinor,
        Act = act,
    };

    public PaymentView With(RefusalRow? decline) => decline is null ? this : this with
    {
        ResponseCode = decline.De39,
        DeclineCode = decline.Code,
        AdviceCode = RefusalProblems.Advice(decline),
        TerminalText = decline.TerminalText,
    };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
