using Tessera.Client.Payments;
using Tessera.Device.Wallet;

namespace Tessera.Cli.Demo;

/// <summary>What a merchant does with an authorisation: capture in parts, refund, void.</summary>
internal sealed class MerchantChapter(DemoStage stage)
{
    public async Task PlayAsync(PhoneWallet phone, string token)
    {
        stage.Narrator.Title("The merchant's acts");
        phone.TryVerify(DemoStage.Passcode);
        var meal = stage.Keep(await stage.Coffee.SendAsync(stage.Coffee.Tap(10_000, phone.Present(token))));
        var part = await DemoStage.CaptureAsync(stage.Coffee, meal, 4_000);
        stage.Narrator.Tell(
            "a partial capture: 40.00 of 100.00", "captured in part",
            isExpected: part is { State: PaymentState.PartiallyCaptured, AmountHeld: 6_000 });
        var rest = await DemoStage.CaptureAsync(stage.Coffee, meal, 3_500, isFinal: true);
        stage.Narrator.Tell(
            "the final capture: 35.00, the rest of the hold is released", "captured",
            isExpected: rest is { State: PaymentState.Captured, AmountCaptured: 7_500, AmountHeld: 0 });
        var refund = await stage.Coffee.Client.Payments.RefundAsync(meal.Id, new RefundPayment(1_500, "USD"));
        stage.Narrator.Tell("a partial refund: 15.00", "refunded", isExpected: refund.AmountRefunded == 1_500);
        await stage.MustFailAsync(
            "a refund of more than was captured",
            () => stage.Coffee.Client.Payments.RefundAsync(meal.Id, new RefundPayment(6_001, "USD")),
            "refund_exceeds_captured");

        phone.TryVerify(DemoStage.Passcode);
        var mistake = stage.Keep(await stage.Books.SendAsync(stage.Books.Tap(5_500, phone.Present(token))));
        var voided = await stage.Books.Client.Payments.VoidAsync(mistake.Id);
        stage.Narrator.Tell("a void", "voided", isExpected: voided is { State: PaymentState.Voided, AmountHeld: 0 });
    }
}
