namespace Tessera.Core.Tests.Payments;

public sealed class PaymentRulesTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;
    private ulong act;

    public PaymentRulesTests() => holder = Cardholder.WithToken(world, 1);

    [Fact]
    public void Captures_in_parts_post_from_the_hold_and_the_last_releases_the_rest()
    {
        var payment = holder.Paid(10_000);
        Assert.Equal(PaymentState.PartiallyCaptured, Capture(payment, 4_000).State);
        Assert.Equal(90_000, holder.AvailableMinor);
        Assert.Equal(PaymentState.Captured, Capture(payment, 1_000, isFinal: true).State);
        Assert.Equal(95_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void Captures_never_exceed_what_was_authorised()
    {
        var payment = holder.Paid(10_000);
        Capture(payment, 9_000);
        world.MustRefuse(PaymentRefusal.CaptureExceedsAuthorised, CaptureOf(payment, 1_001));
        Capture(payment, 1_000);
        world.MustRefuse(PaymentRefusal.AlreadyCaptured, CaptureOf(payment, 1));
    }

    [Fact]
    public void The_scheme_tolerance_lets_a_capture_exceed_the_hold()
    {
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with { CaptureToleranceBasisPoints = 2_000 }, "test"));
        var payment = holder.Paid(10_000);
        world.MustRefuse(PaymentRefusal.CaptureExceedsAuthorised, CaptureOf(payment, 12_001));
        Assert.Equal(PaymentState.Captured, Capture(payment, 12_000).State);
        Assert.Equal(88_000, holder.AvailableMinor);
    }

    [Fact]
    public void A_void_releases_the_hold_and_ends_the_payment()
    {
        var payment = holder.Paid(10_000);
        world.Must(new PaymentCommand.Void(payment, World.Shop));
        Assert.Equal(100_000, holder.AvailableMinor);
        world.MustRefuse(PaymentRefusal.AlreadyVoided, CaptureOf(payment, 1));
        world.MustRefuse(PaymentRefusal.AlreadyVoided, new PaymentCommand.Void(payment, World.Shop));
    }

    [Fact]
    public void A_captured_payment_is_not_voided()
    {
        var payment = holder.Paid(10_000);
        Capture(payment, 1_000);
        world.MustRefuse(PaymentRefusal.AlreadyCaptured, new PaymentCommand.Void(payment, World.Shop));
    }

    [Fact]
    public void Refunds_in_parts_never_exceed_the_captures()
    {
        var payment = holder.Paid(10_000);
        Capture(payment, 10_000);
        Refund(payment, 4_000);
        world.MustRefuse(PaymentRefusal.RefundExceedsCaptured, RefundOf(payment, 6_001));
        Refund(payment, 6_000);
        world.MustRefuse(PaymentRefusal.RefundExceedsCaptured, RefundOf(payment, 1));
        Assert.Equal(100_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void A_refund_comes_too_late_after_its_days()
    {
        var payment = holder.Paid(10_000);
        Capture(payment, 10_000);
        world.Pass(TimeSpan.FromDays(361));
        world.MustRefuse(PaymentRefusal.RefundTooLate, RefundOf(payment, 1));
    }

    [Fact]
    public void Another_merchant_does_not_know_the_payment()
    {
        var payment = holder.Paid(10_000);
        world.MustRefuse(PaymentRefusal.PaymentUnknown, new PaymentCommand.Void(payment, World.Refuser));
    }

    [Fact]
    public void A_reversal_releases_the_hold_and_a_second_one_changes_nothing()
    {
        var tap = holder.NextTap(10_000);
        holder.Pay(tap);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer));
        Assert.Equal(100_000, holder.AvailableMinor);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer));
        Assert.Equal(100_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void A_reversal_that_comes_first_declines_the_original()
    {
        var tap = holder.NextTap(10_000);
        var reply = Assert.IsType<Reply.PaymentChanged>(
            world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer)));
        Assert.Equal((ushort)PaymentRefusal.OriginalUnknown, reply.RefusalNumber);
        Assert.Equal(PaymentRefusal.ReversedBeforeArrival, holder.Declined(tap));
        world.CheckFold();
    }

    [Fact]
    public void No_acquirer_pushes_anothers_early_reversals_out()
    {
        var tap = holder.NextTap(1_000);
        world.Send(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer));
        for (var i = 0; i <= 100_000; i++)
        {
            world.State.Payments.Apply(
                new PaymentEvent.ReversedBeforeArrival(((UInt128)9 << 100) | (uint)i, 7) { At = world.Now });
        }

        Assert.False(world.State.Payments.IsReversedBeforeArrival((UInt128)9 << 100));
        Assert.Equal(PaymentRefusal.ReversedBeforeArrival, holder.Declined(tap));
    }

    [Fact]
    public void A_foreign_acquirer_reverses_nothing()
    {
        var tap = holder.NextTap(10_000);
        holder.Pay(tap);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Issuer));
        Assert.Equal(90_000, holder.AvailableMinor);
    }

    [Fact]
    public void A_hold_expires_at_its_date_and_not_before()
    {
        var payment = holder.Paid(10_000);
        world.Pass(TimeSpan.FromDays(7) - TimeSpan.FromTicks(1));
        world.Send(0, Housekeeping());
        Assert.Equal(90_000, holder.AvailableMinor);
        world.Pass(TimeSpan.FromTicks(1));
        world.Send(0, Housekeeping());
        Assert.Equal(100_000, holder.AvailableMinor);
        world.MustRefuse(PaymentRefusal.AuthorisationExpired, CaptureOf(payment, 1));
        world.CheckFold();
    }

    [Fact]
    public void An_archived_payment_is_recalled_for_a_refund()
    {
        var payment = holder.Paid(10_000);
        Capture(payment, 10_000);
        world.Pass(TimeSpan.FromHours(2));
        world.Send(0, Housekeeping());
        Assert.Null(world.State.Payments.Find(payment));
        Refund(payment, 3_000);
        Assert.Equal(93_000, holder.AvailableMinor);
        world.Pass(TimeSpan.FromHours(2));
        world.Send(0, Housekeeping());
        world.MustRefuse(PaymentRefusal.RefundExceedsCaptured, RefundOf(payment, 7_001));
        Refund(payment, 7_000);
        world.CheckFold();
    }

    // A trace has no year and a till chooses it: an old payment comes back while a young one stands under its trace.
    [Fact]
    public void A_recalled_payment_may_share_its_trace_with_a_younger_one()
    {
        var old = holder.NextTap(10_000);
        holder.Pay(old);
        Capture(old.Payment, 10_000);
        world.Pass(TimeSpan.FromHours(2));
        world.Send(0, Housekeeping());
        var young = holder.NextTap(5_000) with { TraceKey = old.TraceKey };
        Assert.True(holder.Pay(young).IsApproved);
        Refund(old.Payment, 3_000);
        world.Restart();
        world.Must(new PaymentCommand.Reverse(old.TraceKey, World.Acquirer));
        Assert.Equal(PaymentState.Reversed, world.State.Payments.Find(young.Payment)!.State);
        world.Pass(TimeSpan.FromHours(2));
        world.Send(0, Housekeeping());
        Assert.Equal(0, world.State.Payments.Count);
        Assert.Equal(93_000, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void A_capture_after_the_holds_date_is_refused_before_housekeeping_comes_by()
    {
        var payment = holder.Paid(10_000);
        world.Pass(TimeSpan.FromDays(7));
        world.MustRefuse(PaymentRefusal.AuthorisationExpired, CaptureOf(payment, 1));
    }

    [Fact]
    public void An_archived_answer_is_still_the_answer()
    {
        var tap = holder.NextTap(2_500);
        var first = world.Send(999, tap, 5);
        world.Send(0, Housekeeping());
        Assert.False(world.State.Answers.IsHot(999));
        var again = world.Send(999, tap, 5);
        Assert.Equal((DecisionKind.Repeated, first.Reply), (again.Kind, again.Reply));
        world.CheckFold();
    }

    [Fact]
    public void Prepaid_spending_keeps_customer_funds_covered()
    {
        var prepaid = Cardholder.WithToken(world, 2, 20_000, CardAccountKind.Prepaid);
        var payment = prepaid.Paid(15_000);
        Capture(payment, 15_000);
        Refund(payment, 5_000);
        Assert.Equal(10_000, prepaid.AvailableMinor);
        Assert.Equal(PaymentRefusal.InsufficientFunds, prepaid.Declined(prepaid.NextTap(10_001)));
        world.CheckFold();
    }

    private static MaintenanceCommand Housekeeping() => new(100, 0, TimeSpan.FromHours(1));

    private PaymentCommand.Capture CaptureOf(PaymentId payment, long amountMinor, bool isFinal = false) =>
        new(payment, World.Shop, new CaptureId(++act), amountMinor, isFinal);

    private PaymentCommand.Refund RefundOf(PaymentId payment, long amountMinor) =>
        new(payment, World.Shop, new RefundId(++act), amountMinor);

    private Reply.PaymentChanged Capture(PaymentId payment, long amountMinor, bool isFinal = false) =>
        Assert.IsType<Reply.PaymentChanged>(world.Must(CaptureOf(payment, amountMinor, isFinal)));

    private void Refund(PaymentId payment, long amountMinor) => world.Must(RefundOf(payment, amountMinor));
}
