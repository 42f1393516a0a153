using Tessera.Cli.Torture.Checking;
using Tessera.Cli.Torture.Customers;
using Tessera.Client.Payments;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Journal.Sqlite;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Torture;

/// <summary>
/// Goal: the verdict of the torture can fail. Method: payments of a real server and a true record of them, which is
/// clean; then the record or the journal's events are doctored, one lie at a time, and each must be found.
/// </summary>
public sealed class ToldComparisonTests : IAsyncLifetime
{
    private const int Kept = 2;
    private const int Voided = 3;
    private const int Declined = 4;
    private const int NeverArrived = 5;

    private readonly DemoServer server = new();
    private readonly Dictionary<int, ToldPayment> told = [];
    private List<CoreEvent> events = [];
    private ShardState state = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        using var phone = await server.NewPhoneAsync(limit: 10_000);
        var kept = await PayAsync(phone, Kept, 1_000);
        var capture = await server.Coffee.Payments.CaptureAsync(
            kept, new CapturePayment(700, "USD") { IsFinal = true });
        var refund = await server.Coffee.Payments.RefundAsync(kept, new RefundPayment(200, "USD"));
        Tell(told[Kept].Answered(new ToldAct(ActKind.Capture, 700, capture.Act!, IsFinal: true))
            .Answered(new ToldAct(ActKind.Refund, 200, refund.Act!)));
        await server.Coffee.Payments.VoidAsync(await PayAsync(phone, Voided, 2_000));
        Tell(told[Voided].Answered(new ToldAct(ActKind.Void, 2_000)));
        await PayAsync(phone, Declined, 4_900_000);
        Tell(new ToldPayment(NeverArrived, 100).Answered(new ToldAct(ActKind.Reversal, 100)));

        using var rows = new SqliteRows(new SqliteFolder(server.Folder));
        var facts = EventBatch.FactsOf(rows);
        events = [.. JournalWalk.All(rows).SelectMany(row => EventBatch.Read(row, facts))];
        state = ShardLoader.Fold(rows, new ColdRowsKept()).State;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void A_true_record_is_clean()
    {
        Assert.Equal((0, 0, 0), Counts());
        Assert.Empty(LedgerChecks.Of(state).Lines());
        Assert.Empty(LedgerChecks.Of(state, Facts(), [.. told.Values]).Lines());
        Assert.Equal((TapAnswer.Approved, TapAnswer.Declined), (told[Kept].Answer, told[Declined].Answer));
    }

    [Theory]
    [InlineData(typeof(PaymentEvent.Authorised))]
    [InlineData(typeof(PaymentEvent.Declined))]
    [InlineData(typeof(PaymentEvent.Captured))]
    [InlineData(typeof(PaymentEvent.Refunded))]
    [InlineData(typeof(PaymentEvent.Voided))]
    public void What_was_acknowledged_and_is_not_in_the_journal_is_lost(Type type)
    {
        events.Remove(events.Last(change => change.GetType() == type));
        Assert.NotEqual(0, Counts().Lost);
    }

    [Theory]
    [InlineData(typeof(PaymentEvent.Authorised))]
    [InlineData(typeof(PaymentEvent.Declined))]
    [InlineData(typeof(PaymentEvent.Captured))]
    [InlineData(typeof(PaymentEvent.Refunded))]
    [InlineData(typeof(PaymentEvent.Voided))]
    public void What_the_journal_holds_twice_is_doubled(Type type)
    {
        events.Add(events.Last(change => change.GetType() == type));
        Assert.NotEqual(0, Counts().Doubled);
    }

    [Fact]
    public void Another_amount_than_was_told_is_lost()
    {
        Tell(told[Voided] with { AmountMinor = 2_001 });
        Assert.Equal((1, 0, 0), Counts());
    }

    [Fact]
    public void A_capture_of_another_amount_than_was_told_is_lost()
    {
        var acts = told[Kept].Acts;
        Tell(told[Kept] with { Acts = acts.SetItem(0, acts[0] with { AmountMinor = 701 }) });
        Assert.Equal(1, Counts().Lost);
    }

    [Fact]
    public void What_nobody_was_told_of_is_doubled()
    {
        Tell(told[Kept] with { Acts = told[Kept].Acts.RemoveAt(1) });
        Assert.Equal((0, 1, 0), Counts());
    }

    [Fact]
    public void A_payment_that_nobody_asked_for_is_doubled()
    {
        told.Remove(Kept);
        Assert.Equal((0, 1, 0), Counts());
    }

    [Fact]
    public void A_token_counter_used_by_two_payments_is_doubled()
    {
        var payments = events.OfType<PaymentEvent.Authorised>().ToList();
        events.Remove(payments[1]);
        events.Insert(0, payments[1] with { Payment = payments[1].Payment with { Atc = payments[0].Payment.Atc } });
        Assert.Equal((0, 1, 0), Counts());
    }

    [Fact]
    public void A_refusal_with_an_effect_is_broken()
    {
        Tell(told[Voided] with { Answer = TapAnswer.Declined, Acts = [] });
        Assert.NotEqual(0, Counts().Broken);
    }

    [Fact]
    public void A_payment_taken_back_whose_authorisation_stands_is_broken()
    {
        Tell(told[Kept] with { Answer = TapAnswer.Open, Acts = [new ToldAct(ActKind.Reversal, 1_000)] });
        Assert.NotEqual(0, Counts().Broken);
    }

    [Fact]
    public void A_reversal_that_the_journal_does_not_have_is_lost()
    {
        Tell(told[Kept].Answered(new ToldAct(ActKind.Reversal, 1_000)));
        Assert.Equal(1, Counts().Lost);
    }

    [Fact]
    public void What_is_still_open_at_the_end_is_broken()
    {
        Tell(told[Voided] with { OpenAct = new ToldAct(ActKind.Refund, 1) });
        Assert.Equal((0, 0, 1), Counts());
    }

    [Fact]
    public void A_journal_taken_in_the_middle_may_hold_more_but_not_less()
    {
        told.Remove(Voided);
        Tell(told[Kept] with { Acts = told[Kept].Acts.RemoveAt(1), OpenAct = told[Kept].Acts[1] });
        Assert.Empty(ToldComparison.Of([.. told.Values], Facts(), mayHoldMore: true).Lines());
        events.RemoveAll(change => change is PaymentEvent.Captured);
        Assert.NotEmpty(ToldComparison.Of([.. told.Values], Facts(), mayHoldMore: true).Lost);
    }

    [Theory]
    [InlineData(-1, 1, 0)]
    [InlineData(+1, 0, 1)]
    public void Books_that_moved_by_another_amount_than_was_told_are_found(int change, int doubled, int lost)
    {
        var acts = told[Kept].Acts;
        Tell(told[Kept] with { Acts = acts.SetItem(0, acts[0] with { AmountMinor = 700 + change }) });
        var findings = LedgerChecks.Of(state, Facts(), [.. told.Values]);
        Assert.Equal((lost, doubled), (findings.Lost.Count, findings.Doubled.Count));
    }

    private void Tell(ToldPayment payment) => told[payment.Trace] = payment;

    private async Task<string> PayAsync(Activation.TestPhone phone, int trace, long amount)
    {
        var tap = phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today));
        var payment = await server.Coffee.Payments.AuthoriseAsync(tap with { TraceNumber = trace });
        var isApproved = payment.State == Client.Payments.PaymentState.Authorised;
        Tell(new ToldPayment(trace, amount)
        {
            Answer = isApproved ? TapAnswer.Approved : TapAnswer.Declined,
            Code = payment.ResponseCode!,
            Id = payment.Id,
        });
        return payment.Id;
    }

    private JournalFacts Facts()
    {
        var facts = new JournalFacts();
        events.ForEach(facts.Add);
        return facts;
    }

    private (int Lost, int Doubled, int Broken) Counts()
    {
        var findings = ToldComparison.Of([.. told.Values], Facts());
        return (findings.Lost.Count, findings.Doubled.Count, findings.Breaks.Count);
    }
}
