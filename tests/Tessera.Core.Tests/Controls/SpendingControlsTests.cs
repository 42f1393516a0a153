namespace Tessera.Core.Tests.Controls;

// What the issuer sets for an account and a token, and the holder for its own token, holds from the next payment on.
public sealed class SpendingControlsTests
{
    private const string By = "key_1";

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public SpendingControlsTests() => holder = Cardholder.WithToken(world, 1);

    private ControlKey Account => ControlKey.Of(holder.Account);

    private ControlKey Token => ControlKey.Of(holder.Token, ControlOwner.Issuer);

    private ControlKey HolderToken => ControlKey.Of(holder.Token, ControlOwner.Holder);

    [Fact]
    public void A_limit_of_one_payment_holds_at_once_and_names_what_was_before()
    {
        holder.Paid(2_000);
        Set(Account, new SpendingControls { PaymentLimitMinor = 1_999 });
        Assert.Equal(PaymentRefusal.PaymentLimitExceeded, holder.Declined(holder.NextTap(2_000)));
        holder.Paid(1_999);

        var set = Set(Account, new SpendingControls { PaymentLimitMinor = 2_000 });
        Assert.Equal((1_999, 2_000, By), (set.Before.PaymentLimitMinor, set.After.PaymentLimitMinor, set.By));
        holder.Paid(2_000);
        Set(Account, SpendingControls.None);
        holder.Paid(2_001);
        world.CheckFold();
    }

    [Fact]
    public void A_day_limit_set_at_noon_knows_the_morning()
    {
        holder.Paid(2_000);
        Set(Account, new SpendingControls { DayLimitMinor = 3_000 });
        Assert.Equal(PaymentRefusal.DayLimitExceeded, holder.Declined(holder.NextTap(1_001)));
        holder.Paid(1_000);
        Assert.Equal(PaymentRefusal.DayLimitExceeded, holder.Declined(holder.NextTap(1)));

        world.Pass(TimeSpan.FromDays(1));
        holder.Paid(3_000);
        world.CheckFold();
    }

    [Fact]
    public void Counts_of_a_day_and_a_month_end_with_them()
    {
        Set(Token, new SpendingControls { DayLimitCount = 2, MonthLimitCount = 3 });
        holder.Paid(100);
        holder.Paid(100);
        Assert.Equal(PaymentRefusal.DayCountExceeded, holder.Declined(holder.NextTap(100)));
        world.Pass(TimeSpan.FromDays(1));
        holder.Paid(100);
        Assert.Equal(PaymentRefusal.MonthCountExceeded, holder.Declined(holder.NextTap(100)));
        world.Pass(TimeSpan.FromDays(30));
        holder.Paid(100);
        world.CheckFold();
    }

    [Fact]
    public void A_month_limit_counts_over_the_tokens_of_an_account_but_a_token_limit_only_its_own()
    {
        Set(Account, new SpendingControls { MonthLimitMinor = 5_000 });
        Set(Token, new SpendingControls { MonthLimitMinor = 1_000 });
        holder.Paid(1_000);
        Assert.Equal(PaymentRefusal.MonthLimitExceeded, holder.Declined(holder.NextTap(1)));
        Set(Token, SpendingControls.None);
        holder.Paid(4_000);
        Assert.Equal(PaymentRefusal.MonthLimitExceeded, holder.Declined(holder.NextTap(1)));

        var other = Cardholder.WithToken(world, 2);
        other.Paid(5_000);
    }

    [Fact]
    public void A_void_a_reversal_and_an_expiry_give_back_what_they_free()
    {
        Set(Account, new SpendingControls { DayLimitMinor = 1_000, DayLimitCount = 1, MonthLimitMinor = 2_000 });
        var voided = holder.Paid(1_000);
        world.Must(new PaymentCommand.Void(voided, World.Shop));
        var tap = holder.NextTap(1_000);
        Assert.True(holder.Pay(tap).IsApproved);
        world.Must(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer));
        holder.Paid(1_000);
        Assert.Equal(PaymentRefusal.DayLimitExceeded, holder.Declined(holder.NextTap(1)));

        world.Pass(TimeSpan.FromDays(1));
        holder.Paid(1_000);
        world.Pass(TimeSpan.FromDays(1));
        Assert.Equal(PaymentRefusal.MonthLimitExceeded, holder.Declined(holder.NextTap(1)));
        world.Pass(TimeSpan.FromDays(7));
        world.Send(0, new MaintenanceCommand(50, 0, TimeSpan.FromHours(1)));
        holder.Paid(1_000);
        world.CheckFold();
    }

    [Fact]
    public void A_smaller_final_capture_gives_back_the_rest_and_a_refund_nothing()
    {
        Set(Account, new SpendingControls { DayLimitMinor = 1_000 });
        var payment = holder.Paid(1_000);
        world.Must(new PaymentCommand.Capture(payment, World.Shop, new CaptureId(1), 400, IsFinal: true));
        Assert.Equal(PaymentRefusal.DayLimitExceeded, holder.Declined(holder.NextTap(601)));
        holder.Paid(600);
        world.Must(new PaymentCommand.Refund(payment, World.Shop, new RefundId(1), 400));
        Assert.Equal(PaymentRefusal.DayLimitExceeded, holder.Declined(holder.NextTap(1)));
        world.CheckFold();
    }

    [Fact]
    public void Declines_and_refused_cryptograms_count_for_nothing()
    {
        Set(Account, new SpendingControls { DayLimitCount = 1, VelocityCount = 1, VelocityMinutes = 60 });
        holder.Declined(holder.NextTap(200_000));
        holder.Declined(holder.Tap(100) with { Verdict = CryptogramVerdict.Invalid });
        holder.Paid(100);
        Assert.Equal(PaymentRefusal.DayCountExceeded, holder.Declined(holder.NextTap(100)));
    }

    [Fact]
    public void Velocity_counts_approvals_within_its_minutes_also_those_that_were_voided()
    {
        Set(Token, new SpendingControls { VelocityCount = 2, VelocityMinutes = 10 });
        world.Must(new PaymentCommand.Void(holder.Paid(100), World.Shop));
        world.Pass(TimeSpan.FromMinutes(5));
        holder.Paid(100);
        Assert.Equal(PaymentRefusal.TooManyInShortTime, holder.Declined(holder.NextTap(100)));
        world.Restart();
        Assert.Equal(PaymentRefusal.TooManyInShortTime, holder.Declined(holder.NextTap(100)));
        world.Pass(TimeSpan.FromMinutes(5));
        holder.Paid(100);
        Assert.Equal(PaymentRefusal.TooManyInShortTime, holder.Declined(holder.NextTap(100)));
        world.CheckFold();
    }

    [Fact]
    public void Shops_are_refused_by_category_and_by_country()
    {
        Set(Account, new SpendingControls { RefusedCategories = [7995, 5411] });
        Assert.Equal(PaymentRefusal.CategoryRefused, holder.Declined(holder.NextTap(100)));
        Set(Account, new SpendingControls { AllowedCategories = [5814] });
        Assert.Equal(PaymentRefusal.CategoryRefused, holder.Declined(holder.NextTap(100)));
        Set(Account, new SpendingControls { AllowedCategories = [5411], AllowedCountries = [276] });
        Assert.Equal(PaymentRefusal.CountryRefused, holder.Declined(holder.NextTap(100)));
        Set(Account, new SpendingControls { RefusedCountries = [840] });
        Assert.Equal(PaymentRefusal.CountryRefused, holder.Declined(holder.NextTap(100)));
        Set(Account, new SpendingControls { AllowedCountries = [840] });
        holder.Paid(100);
    }

    [Fact]
    public void The_holder_switches_its_own_token_and_cannot_loosen_the_issuers_word()
    {
        Set(Token, new SpendingControls { PaymentLimitMinor = 500 });
        Set(HolderToken, new SpendingControls { RefusedChannels = SpendingChannels.Contactless });
        Assert.Equal(PaymentRefusal.ChannelRefused, holder.Declined(holder.NextTap(100)));
        Set(HolderToken, new SpendingControls { PaymentLimitMinor = 10_000 });
        Assert.Equal(PaymentRefusal.PaymentLimitExceeded, holder.Declined(holder.NextTap(501)));
        Set(HolderToken, SpendingControls.None);
        Assert.Equal(500, world.State.Controls.Find(Token).PaymentLimitMinor);
        holder.Paid(500);
    }

    [Fact]
    public void The_first_refusal_in_order_is_the_answer_whoever_set_it()
    {
        Set(Account, new SpendingControls { PaymentLimitMinor = 1 });
        Set(Token, new SpendingControls { RefusedCountries = [840] });
        Set(HolderToken, new SpendingControls { RefusedChannels = SpendingChannels.Contactless });
        Assert.Equal(PaymentRefusal.InsufficientFunds, holder.Declined(holder.NextTap(200_000)));
        Assert.Equal(PaymentRefusal.ChannelRefused, holder.Declined(holder.NextTap(100)));
        Set(HolderToken, SpendingControls.None);
        Assert.Equal(PaymentRefusal.CountryRefused, holder.Declined(holder.NextTap(100)));
        Set(Token, SpendingControls.None);
        Assert.Equal(PaymentRefusal.PaymentLimitExceeded, holder.Declined(holder.NextTap(100)));
    }

    [Fact]
    public void Records_out_of_range_and_of_others_are_refused()
    {
        SpendingControls[] bad =
        [
            new() { PaymentLimitMinor = -1 }, new() { DayLimitCount = SpendingControls.MostCount + 1 },
            new() { AllowedCategories = new ushort[SpendingControls.MostListed + 1] },
            new() { RefusedCategories = [10_000] }, new() { AllowedCountries = [1_000] },
            new() { RefusedChannels = (SpendingChannels)128 }, new() { VelocityCount = 1 },
            new() { VelocityMinutes = 5 }, new() { StepUpMinutes = 0 },
        ];
        Assert.All(bad, controls => world.MustRefuse(
            ControlsRefusal.RecordInvalid, new ControlsCommand.Set(Account, controls, By)));
        world.MustRefuse(ControlsRefusal.RecordInvalid, new ControlsCommand.Set(
            HolderToken, new SpendingControls { StepUpAboveMinor = 1 }, By));
        world.MustRefuse(ControlsRefusal.RecordInvalid, new ControlsCommand.Set(
            Account with { Owner = ControlOwner.Holder }, SpendingControls.None, By));
        world.MustRefuse(ControlsRefusal.AccountUnknown, new ControlsCommand.Set(
            ControlKey.Of(new CardAccountId(9)), SpendingControls.None, By));
        world.MustRefuse(ControlsRefusal.TokenUnknown, new ControlsCommand.Set(
            ControlKey.Of(new TokenId(9), ControlOwner.Issuer), SpendingControls.None, By));
    }

    private ControlsEvent.ControlsSet Set(ControlKey key, SpendingControls controls)
    {
        var decision = world.Send(new ControlsCommand.Set(key, controls, By));
        return Assert.IsType<ControlsEvent.ControlsSet>(decision.Events[0]);
    }
}
