namespace Tessera.Core.Tests.Activation;

// Identity by the issuer's app and desk: what each method proves on which path.
public sealed class IdentityRulesTests
{
    private static readonly DeviceSignals Yellow = Cardholder.Good with { AccountScore = 2 };
    private static readonly DeviceSignals Orange = Cardholder.Good with { DaysSinceLostMode = 1 };

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public IdentityRulesTests() => holder = Cardholder.WithCard(world, 1);

    [Fact]
    public void The_issuers_app_ends_the_yellow_path_alone()
    {
        Provision(Yellow);
        var events = world.Send(Command("app", IdentityMethod.IssuerApp, 30)).Events;
        var confirmed = Assert.IsType<ActivationEvent.IdentityConfirmed>(events[0]);
        Assert.Equal((IdentityMethod.IssuerApp, "app"), (confirmed.Method, Assert.Single(confirmed.Approvers)));
        world.Must(new ActivationCommand.Complete(holder.Provisioning, World.Phone, 1));
        holder.Paid(100);
        world.CheckFold();
    }

    [Fact]
    public void The_app_does_not_end_the_orange_path()
    {
        Provision(Orange);
        world.MustRefuse(ActivationRefusal.MethodNotEnough, Command("app", IdentityMethod.IssuerApp, 3_000));
    }

    [Theory]
    [InlineData(IdentityMethod.IssuerApp)]
    [InlineData(IdentityMethod.Call)]
    public void A_channel_of_yesterday_proves_nothing(IdentityMethod method)
    {
        Provision(Yellow);
        world.MustRefuse(ActivationRefusal.ChannelTooFresh, Command("a", method, 1));
        world.MustRefuse(ActivationRefusal.ChannelTooFresh, Command("a", method, 29));
        world.Must(Command("a", method, 30));
    }

    [Fact]
    public void On_the_yellow_path_the_policy_says_whether_one_agent_is_enough()
    {
        Provision(Yellow);
        Assert.Equal(ProvisioningState.StepUp, Answer(Command("a", IdentityMethod.Call, 400)).State);
        world.Must(new DirectoryCommand.SetActivationPolicy(
            ActivationPolicy.Default with { DeskApprovers = 1 }, "test"));
        Assert.Equal(ProvisioningState.Approved, Answer(Command("a", IdentityMethod.Call, 400)).State);
    }

    [Fact]
    public void On_the_orange_path_no_policy_spares_the_second_agent()
    {
        world.Must(new DirectoryCommand.SetActivationPolicy(
            ActivationPolicy.Default with { DeskApprovers = 1 }, "test"));
        Provision(Orange);
        Assert.Equal(ProvisioningState.StepUp, Answer(Command("a", IdentityMethod.Call, 400)).State);
        world.MustRefuse(ActivationRefusal.MakerIsChecker, Command("a", IdentityMethod.InPerson, 0));
        world.MustRefuse(ActivationRefusal.ChannelTooFresh, Command("b", IdentityMethod.Call, 2));
        Assert.Equal(ProvisioningState.Approved, Answer(Command("b", IdentityMethod.InPerson, 0)).State);
        world.CheckFold();
    }

    [Theory]
    [InlineData(IdentityMethod.IssuerApp)]
    [InlineData(IdentityMethod.Call)]
    [InlineData(IdentityMethod.InPerson)]
    public void Nobody_lifts_red_alone_or_together(IdentityMethod method)
    {
        Provision(Cardholder.Good with { DeviceScore = 1 });
        world.MustRefuse(ActivationRefusal.DeclinedByIssuer, Command("a", method, 4_000));
        world.MustRefuse(ActivationRefusal.DeclinedByIssuer, Command("b", method, 4_000));
    }

    [Fact]
    public void A_request_that_the_cardholder_does_not_know_is_declined_for_good()
    {
        Provision(Yellow);
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        Assert.Equal(
            ProvisioningState.Declined, Answer(new ActivationCommand.RefuseIdentity(holder.Provisioning, "app")).State);
        world.MustRefuse(ActivationRefusal.DeclinedByIssuer, Command("a", IdentityMethod.InPerson, 0));
        world.MustRefuse(
            ActivationRefusal.DeclinedByIssuer,
            new ActivationCommand.SubmitCode(holder.Provisioning, World.Phone, 42));
        world.MustRefuse(
            ActivationRefusal.ProvisioningUnknown,
            new ActivationCommand.RefuseIdentity(new ProvisioningId(9), "app"));
        world.CheckFold();
    }

    [Fact]
    public void Methods_that_are_none_of_these_are_refused()
    {
        Provision(Yellow);
        world.MustRefuse(ActivationRefusal.RecordInvalid, Command("a", IdentityMethod.OneTimeCode, 400));
        world.MustRefuse(ActivationRefusal.RecordInvalid, Command("a", IdentityMethod.None, 400));
        world.MustRefuse(ActivationRefusal.RecordInvalid, Command("a", IdentityMethod.Call, -1));
    }

    private void Provision(DeviceSignals signals)
    {
        holder.Begin();
        world.Must(new ActivationCommand.Provision(holder.Provisioning, signals, holder.Token, [holder.Number]));
    }

    private ActivationCommand.ConfirmIdentity Command(string approver, IdentityMethod method, int days) =>
        new(holder.Provisioning, approver, method, days);

    private Reply.ProvisioningAnswered Answer(ActivationCommand command) =>
        Assert.IsType<Reply.ProvisioningAnswered>(world.Must(command));
}
