namespace Tessera.Core.Tests.Controls;

// Declined with "confirm in the app"; confirmed, the same payment passes once.
public sealed class StepUpTests
{
    private const string By = "key_1";

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public StepUpTests()
    {
        holder = Cardholder.WithToken(world, 1);
        Set(new SpendingControls { StepUpAboveMinor = 3_000, StepUpMinutes = 5 });
    }

    [Fact]
    public void A_confirmed_payment_passes_once()
    {
        holder.Paid(3_000);
        var asked = Ask(3_001);
        Assert.Equal((holder.Account, holder.Token, 3_001), (asked.Account, asked.Token, asked.AmountMinor));
        Assert.Equal(PaymentRefusal.StepUpRequired, holder.Declined(holder.NextTap(3_001)));
        Assert.Single(world.State.Controls.AllStepUps());

        world.Must(new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: true, By));
        holder.Paid(3_001);
        Assert.Equal(StepUpState.Used, world.State.Controls.FindStepUp(asked.Id)!.State);
        Assert.Equal(PaymentRefusal.StepUpRequired, holder.Declined(holder.NextTap(3_001)));
        world.CheckFold();
    }

    [Fact]
    public void Another_amount_another_shop_and_another_payer_are_other_payments()
    {
        var asked = Ask(3_001);
        world.Must(new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: true, By));
        Assert.Equal(PaymentRefusal.StepUpRequired, holder.Declined(holder.NextTap(3_002)));
        var tap = holder.NextTap(3_001);
        var elsewhere = tap with { Facts = tap.Facts with { Merchant = World.Refuser } };
        Assert.Equal(PaymentRefusal.StepUpRequired, holder.Declined(elsewhere));
        var other = Cardholder.WithToken(world, 2);
        world.Must(new ControlsCommand.Set(
            ControlKey.Of(other.Account), new SpendingControls { StepUpAboveMinor = 3_000 }, By));
        Assert.Equal(PaymentRefusal.StepUpRequired, other.Declined(other.NextTap(3_001)));
        holder.Paid(3_001);
    }

    [Fact]
    public void The_cardholder_has_minutes_to_confirm_and_minutes_to_pay()
    {
        var late = Ask(3_001);
        world.Pass(TimeSpan.FromMinutes(5));
        world.MustRefuse(
            ControlsRefusal.StepUpNotOpen, new ControlsCommand.AnswerStepUp(late.Id, IsConfirmed: true, By));
        var asked = Ask(3_001);
        world.Pass(TimeSpan.FromMinutes(4));
        world.Must(new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: true, By));
        world.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(PaymentRefusal.StepUpRequired, holder.Declined(holder.NextTap(3_001)));
        world.CheckFold();
    }

    [Fact]
    public void A_payment_that_its_cardholder_does_not_know_stays_declined()
    {
        var asked = Ask(3_001);
        world.Must(new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: false, By));
        Assert.Equal(PaymentRefusal.StepUpRefused, holder.Declined(holder.NextTap(3_001)));
        world.MustRefuse(
            ControlsRefusal.StepUpNotOpen, new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: true, By));
        world.MustRefuse(
            ControlsRefusal.StepUpUnknown, new ControlsCommand.AnswerStepUp(new PaymentId(9), true, By));
    }

    [Fact]
    public void A_confirmation_opens_no_other_control()
    {
        var asked = Ask(3_001);
        world.Must(new ControlsCommand.AnswerStepUp(asked.Id, IsConfirmed: true, By));
        Set(new SpendingControls { StepUpAboveMinor = 3_000, PaymentLimitMinor = 3_000 });
        Assert.Equal(PaymentRefusal.PaymentLimitExceeded, holder.Declined(holder.NextTap(3_001)));
        Assert.Equal(StepUpState.Confirmed, world.State.Controls.FindStepUp(asked.Id)!.State);
    }

    [Fact]
    public void Categories_and_foreign_countries_ask_too()
    {
        Set(new SpendingControls { StepUpCategories = [5411] });
        Ask(100);
        Set(new SpendingControls { IsStepUpAbroad = true });
        holder.Paid(100);
        var tap = holder.NextTap(100);
        Assert.Equal(
            PaymentRefusal.StepUpRequired, holder.Declined(tap with { Facts = tap.Facts with { Country = 276 } }));
    }

    [Fact]
    public void Step_ups_whose_time_is_over_leave_memory()
    {
        for (var minor = 3_001; minor < 3_101; minor++)
        {
            Ask(minor);
            world.Pass(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5, world.State.Controls.AllStepUps().Count());
        world.CheckFold();
    }

    private StepUp Ask(long minor)
    {
        var tap = holder.NextTap(minor);
        var events = world.Send(tap).Events;
        var declined = Assert.IsType<PaymentEvent.Declined>(events[0]);
        Assert.Equal((ushort)PaymentRefusal.StepUpRequired, declined.RefusalNumber);
        var asked = Assert.IsType<ControlsEvent.StepUpAsked>(events[1]).StepUp;
        Assert.Equal(tap.Payment, asked.Id);
        return asked;
    }

    private void Set(SpendingControls controls) =>
        world.Must(new ControlsCommand.Set(ControlKey.Of(holder.Account), controls, By));
}
