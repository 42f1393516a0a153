using Tessera.Client.Payments;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Torture.Customers;

/// <summary>Pays at a till over HTTP; then the shop captures, in parts too, refunds or voids. Every call has a key and
/// is repeated under it until it is answered.</summary>
internal sealed class ShopCustomer(Purse purse, ToldBook book, int seed, ShopDoor door, string terminal)
    : Customer(purse, book, seed)
{
    private const string Usd = "USD";

    protected override async Task PayAsync(CancellationToken cancel)
    {
        var told = new ToldPayment(Book.NextTrace(), Random.Next(2, MostMinor));
        Book.Write(told);
        var tap = RestAcquirer.RequestOf(Purse.Tap(told.AmountMinor, told.Trace), terminal, told.Trace);
        var answer = await AskAsync("/v1/payments", ShopDoor.ToBody(tap), $"tap-{told.Trace}", cancel);
        if (!answer.IsYes && !answer.IsDecline)
        {
            throw new TortureException($"A payment was answered {(int)answer.Status} {answer.Text("code")}.");
        }

        told = told with
        {
            Answer = answer.IsYes ? TapAnswer.Approved : TapAnswer.Declined,
            Code = answer.Text(answer.IsYes ? "response_code" : "code"),
            Id = answer.IsYes ? answer.Text("id") : "",
        };
        Book.Acknowledge(told);
        if (answer.IsYes)
        {
            await FinishAsync(told, cancel);
        }
    }

    private async Task FinishAsync(ToldPayment told, CancellationToken cancel)
    {
        switch (Random.Next(6))
        {
            case 0:
                await ActAsync(told, new ToldAct(ActKind.Void, told.AmountMinor), cancel);
                break;
            case 1:
                var part = Random.NextInt64(1, told.AmountMinor);
                told = await CaptureAsync(told, part, isFinal: false, cancel);
                await CaptureAsync(told, told.AmountMinor - part, isFinal: true, cancel);
                break;
            case 2:
                await CaptureAsync(told, Random.NextInt64(1, told.AmountMinor), Random.Next(2) == 0, cancel);
                break;
            case 3 or 4:
                told = await CaptureAsync(told, told.AmountMinor, isFinal: true, cancel);
                await RefundAsync(told, cancel);
                break;
            default:
                // Authorised and left so: the hold stays.
                break;
        }
    }

    private Task<ToldPayment> CaptureAsync(ToldPayment told, long amount, bool isFinal, CancellationToken cancel) =>
        ActAsync(told, new ToldAct(ActKind.Capture, amount, IsFinal: isFinal), cancel);

    private async Task RefundAsync(ToldPayment told, CancellationToken cancel)
    {
        var part = Random.NextInt64(1, told.AmountMinor);
        told = await ActAsync(told, new ToldAct(ActKind.Refund, part), cancel);
        if (Random.Next(3) == 0)
        {
            await ActAsync(told, new ToldAct(ActKind.Refund, told.AmountMinor - part), cancel);
        }
    }

    private async Task<ToldPayment> ActAsync(ToldPayment told, ToldAct act, CancellationToken cancel)
    {
        told = told with { OpenAct = act };
        Book.Write(told);
        var (path, body) = act.Kind switch
        {
            ActKind.Capture => ("captures", ShopDoor.ToBody(
                new CapturePayment(act.AmountMinor, Usd) { IsFinal = act.IsFinal ? true : null })),
            ActKind.Refund => ("refunds", ShopDoor.ToBody(new RefundPayment(act.AmountMinor, Usd))),
            _ => ("void", "{}"u8.ToArray()),
        };
        var key = $"{path}-{told.Trace}-{told.Acts.Length}";
        var answer = await AskAsync($"/v1/payments/{told.Id}/{path}", body, key, cancel);
        told = answer.IsYes
            ? told.Answered(act with { Id = answer.Text("act") })
            : throw new TortureException(
                $"A {act.Kind} was answered {(int)answer.Status} {answer.Text("code")}; it should have gone through.");
        Book.Acknowledge(told);
        return told;
    }

    private async Task<ShopAnswer> AskAsync(string path, byte[] body, string key, CancellationToken cancel)
    {
        var first = await InsistAsync(_ => door.PostAsync(path, body, key, cancel), cancel);
        Keep(async again =>
        {
            var second = await InsistAsync(_ => door.PostAsync(path, body, key, again), again);
            return second == first ? null : $"key {key}: the repeated answer differs from the first one";
        });
        return first;
    }
}
