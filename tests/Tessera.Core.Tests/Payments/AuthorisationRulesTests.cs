namespace Tessera.Core.Tests.Payments;

public sealed class AuthorisationRulesTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public AuthorisationRulesTests() => holder = Cardholder.WithToken(world, 1);

    [Fact]
    public void A_tap_is_approved_and_holds_the_amount()
    {
        var reply = holder.Pay(holder.NextTap(2_500));

        Assert.True(reply.IsApproved);
        Assert.Equal(6, reply.ApprovalCode.Length);
        Assert.Equal(97_500, holder.AvailableMinor);
        world.CheckFold();
    }

    [Fact]
    public void The_same_command_gets_the_same_answer_and_has_one_effect()
    {
        var tap = holder.NextTap(2_500);
        var first = world.Send(999, tap, 5);
        var events = world.Journal.Count;
        var second = world.Send(999, tap, 5);

        Assert.Equal(DecisionKind.Repeated, second.Kind);
        Assert.Equal(first.Reply, second.Reply);
        Assert.Equal(events, world.Journal.Count);
        Assert.Equal(97_500, holder.AvailableMinor);
    }

    [Fact]
    public void The_same_command_id_with_another_body_is_refused()
    {
        var tap = holder.NextTap(2_500);
        world.Send(999, tap, 5);
        var decision = world.Send(999, holder.NextTap(2_500) with { Payment = tap.Payment }, 6);
        Assert.Equal(CommandRefusal.CommandIdReused, decision.Refusal);
    }

    [Fact]
    public void An_approval_is_repeated_as_it_was_first_given_whatever_became_of_the_payment()
    {
        var tap = holder.NextTap(2_500);
        var first = world.Send(999, tap, 5);
        world.Must(new PaymentCommand.Void(tap.Payment, World.Shop));
        Assert.Equal(first.Reply, world.Send(999, tap, 5).Reply);

        world.Pass(TimeSpan.FromDays(1));
        world.Must(new MaintenanceCommand(100, 0, TimeSpan.FromHours(1)));
        world.Restart();
        Assert.Null(world.State.Payments.Find(tap.Payment));

        var events = world.Journal.Count;
        var late = world.Send(999, tap, 5);
        Assert.Equal((DecisionKind.Repeated, first.Reply), (late.Kind, late.Reply));
        Assert.Equal(CommandRefusal.CommandIdReused, world.Send(999, tap, 6).Refusal);
        Assert.Equal(events, world.Journal.Count);
    }

    [Fact]
    public void An_approval_stores_no_second_answer_beside_the_payment()
    {
        world.Send(999, holder.NextTap(2_500), 5);
        Assert.IsType<PaymentEvent.Authorised>(world.Events().Last());
    }

    [Fact]
    public void A_used_counter_in_another_message_is_a_replay()
    {
        holder.Paid(2_500);
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(2_500)));
        Assert.Equal(97_500, holder.AvailableMinor);
    }

    [Fact]
    public void A_declined_tap_spends_its_counter()
    {
        Assert.Equal(PaymentRefusal.InsufficientFunds, holder.Declined(holder.NextTap(200_000)));
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
    }

    [Fact]
    public void A_wrong_cryptogram_spends_no_counter_and_the_fifth_suspends_the_token()
    {
        for (var i = 0; i < 5; i++)
        {
            var forged = holder.Tap(100) with { Verdict = CryptogramVerdict.Invalid };
            Assert.Equal(PaymentRefusal.CryptogramWrong, holder.Declined(forged));
        }

        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
        world.Must(new TokenCommand.Resume(holder.Token, TokenActor.Network, "checked"));
        holder.Paid(100);
        world.CheckFold();
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(5_001, false)]
    public void Above_the_limit_the_cardholder_must_be_verified(long amountMinor, bool isApproved)
    {
        var reply = holder.Pay(holder.NextTap(amountMinor, isVerified: false));
        Assert.Equal(isApproved ? 0 : (ushort)PaymentRefusal.VerificationRequired, reply.RefusalNumber);
    }

    [Fact]
    public void Each_decline_has_its_reason()
    {
        var tap = holder.NextTap(100);
        Assert.Equal(PaymentRefusal.TokenUnknown,
            holder.Declined(tap with { Number = Pan.FromNumber(9999_1000_0099_0000, 16) }));
        tap = holder.NextTap(100);
        Assert.Equal(PaymentRefusal.CredentialInvalid,
            holder.Declined(tap with { Verdict = tap.Verdict with { KeyId = 9 } }));
        tap = holder.NextTap(100);
        Assert.Equal(PaymentRefusal.CoveredDataDiffer, holder.Declined(tap with { AmountMinor = 99 }));
        tap = holder.NextTap(100);
        Assert.Equal(PaymentRefusal.CoveredDataDiffer, holder.Declined(tap with { UnpredictableNumber = 1 }));
        tap = holder.NextTap(100);
        Assert.Equal(
            PaymentRefusal.CoveredDataDiffer,
            holder.Declined(tap with { Verdict = tap.Verdict with { Date = 261_105 } }));
        tap = holder.NextTap(100);
        Assert.Equal(PaymentRefusal.ApplicationDiffers, holder.Declined(tap with { ApplicationId = "A0000000031010" }));
        Assert.Equal(PaymentRefusal.MerchantRefusesSystem,
            holder.Declined(holder.NextTap(100, merchant: World.Refuser)));
        tap = holder.NextTap(100);
        Assert.Equal(
            PaymentRefusal.CurrencyNotSupported,
            holder.Declined(tap with
            {
                Currency = Currency.Eur,
                Verdict = tap.Verdict with { Currency = Currency.Eur },
            }));
        world.CheckFold();
    }

    [Fact]
    public void A_counter_that_jumps_too_far_is_declined_once()
    {
        holder.Paid(100);
        holder.Atc = 2_000;
        Assert.Equal(PaymentRefusal.CounterJump, holder.Declined(holder.Tap(100)));
        holder.Paid(100);
    }

    [Fact]
    public void The_last_counter_value_ends_the_token()
    {
        world.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with { MaximumAtcJump = ushort.MaxValue }, "test"));
        holder.Atc = ushort.MaxValue;
        Assert.Equal(PaymentRefusal.CounterExhausted, holder.Declined(holder.Tap(100)));
        holder.Atc = 5;
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
    }

    [Fact]
    public void A_late_counter_within_the_window_is_accepted_once()
    {
        holder.Atc = 60;
        holder.Pay(holder.Tap(100));
        holder.Atc = 5;
        Assert.True(holder.Pay(holder.Tap(100)).IsApproved);
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
    }

    [Fact]
    public void An_expired_token_is_declined()
    {
        world.Pass(TimeSpan.FromDays(4 * 366));
        Assert.Equal(PaymentRefusal.TokenExpired, holder.Declined(holder.NextTap(100)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(1_000_000_000_001)]
    public void An_amount_outside_its_range_is_rejected_and_writes_nothing(long amountMinor) =>
        world.MustRefuse(PaymentRefusal.AmountInvalid, holder.NextTap(1) with { AmountMinor = amountMinor });

    [Fact]
    public void A_payment_in_another_currency_than_the_merchants_is_declined()
    {
        var tap = holder.NextTap(100);
        tap = tap with { Facts = tap.Facts with { CurrencyNumber = Currency.Jpy.Number } };
        Assert.Equal(PaymentRefusal.CurrencyNotSupported, holder.Declined(tap));
    }

    [Fact]
    public void A_blocked_card_is_declined_through_its_token()
    {
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Blocked, "issuer"));
        Assert.Equal(PaymentRefusal.CardNotActive, holder.Declined(holder.NextTap(100)));
    }
}
