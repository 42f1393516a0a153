using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Payments;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Payments;

/// <summary>What a merchant does with an approved payment: capture, void, refund.</summary>
public sealed class PaymentActHandlers(TesseraWorld world, PaymentHandlers payments)
{
    public async ValueTask<Answer<PaymentView>> CaptureAsync(
        PostCall<CapturePaymentBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, body.CurrencyExponent, out var money, out var problem))
        {
            return problem;
        }

        var capture = DerivedId.Of<IdKinds.Capture>(call.Key.Id);
        return await ActAsync(
            call.Caller, call.Id, call.Key, money, capture.ToString(),
            (payment, merchant) => new PaymentCommand.Capture(
                payment, merchant, capture, money.Minor, body.IsFinal ?? false));
    }

    public async ValueTask<Answer<PaymentView>> RefundAsync(
        PostCall<RefundPaymentBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (!AmountRules.TryRead(body.Amount, body.Currency, body.CurrencyExponent, out var money, out var problem))
        {
            return problem;
        }

        var refund = DerivedId.Of<IdKinds.Refund>(call.Key.Id);
        return await ActAsync(
            call.Caller, call.Id, call.Key, money, refund.ToString(),
            (payment, merchant) => new PaymentCommand.Refund(payment, merchant, refund, money.Minor));
    }

    public ValueTask<Answer<PaymentView>> VoidAsync(PostCall<NoBody> call, CancellationToken cancel)
        => ActAsync(
            call.Caller, call.Id, call.Key, null, null,
            (payment, merchant) => new PaymentCommand.Void(payment, merchant));

    private async ValueTask<Answer<PaymentView>> ActAsync(
        Caller caller, string id, CommandKey key, Money? money, string? act,
        Func<PaymentId, MerchantId, PaymentCommand> command)
    {
        if (await payments.FindAsync(caller, id) is not { } view || !PaymentId.TryParse(view.Id, out var payment)
            || !MerchantId.TryParse(view.Merchant, out var merchant))
        {
            return RefusalProblems.Of(PaymentRefusal.PaymentUnknown);
        }

        if (money is { } amount && amount.Currency.Code != view.Currency)
        {
            return new Problem(
                RefusalProblems.Kind(RefusalTable.Of(CardRefusal.CurrencyDiffers)),
                "The payment has another currency.", "$.currency");
        }

        return await world.Commands.RunAsync<Reply.PaymentChanged, PaymentView>(
            command(payment, merchant), key, reply => PaymentView.Of(reply, act));
    }
}
