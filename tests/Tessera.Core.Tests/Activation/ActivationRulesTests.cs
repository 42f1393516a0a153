namespace Tessera.Core.Tests.Activation;

public sealed class ActivationRulesTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public ActivationRulesTests() => holder = Cardholder.WithCard(world, 1);

    [Fact]
    public void Good_signals_take_the_green_path()
    {
        var reply = Provision(Cardholder.Good);
        Assert.Equal((ActivationPath.Green, ProvisioningState.Approved), (reply.Path, reply.State));
        Assert.Equal(ProvisioningState.Completed, Complete().State);
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void A_poor_account_score_takes_the_yellow_path_and_the_right_code_ends_it()
    {
        var reply = Provision(Cardholder.Good with { AccountScore = 2 });
        Assert.Equal((ActivationPath.Yellow, ProvisioningState.StepUp), (reply.Path, reply.State));
        Assert.Equal(ActivationReason.AccountScoreLow, reply.Reasons);
        world.MustRefuse(ActivationRefusal.StepOutOfOrder, CompleteCommand());
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        Assert.Equal(ProvisioningState.Approved, Submit(42).State);
        Complete();
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void Three_wrong_codes_lock_and_decline_the_request()
    {
        Provision(Cardholder.Good with { AccountScore = 2 });
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        Assert.Equal((ushort)ActivationRefusal.CodeWrong, Submit(1).RefusalNumber);
        Assert.Equal((ushort)ActivationRefusal.CodeWrong, Submit(2).RefusalNumber);
        Assert.Equal((ushort)ActivationRefusal.CodeLocked, Submit(3).RefusalNumber);
        world.MustRefuse(ActivationRefusal.DeclinedByIssuer, SubmitCommand(42));
        world.CheckFold();
    }

    [Fact]
    public void A_code_expires_and_another_may_be_asked_for_a_few_times()
    {
        Provision(Cardholder.Good with { AccountScore = 2 });
        world.MustRefuse(ActivationRefusal.CodeNotIssued, SubmitCommand(42));
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        world.Pass(TimeSpan.FromMinutes(10));
        world.MustRefuse(ActivationRefusal.CodeExpired, SubmitCommand(42));
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 43));
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 44));
        world.MustRefuse(ActivationRefusal.TooManyCodes, new ActivationCommand.IssueCode(holder.Provisioning, 45));
        Assert.Equal(ProvisioningState.Approved, Submit(44).State);
    }

    [Fact]
    public void A_code_from_another_device_is_refused()
    {
        var other = new DeviceId(202);
        world.Must(new ActivationCommand.RegisterDevice(other, default, [4], World.Requestor));
        Provision(Cardholder.Good with { AccountScore = 2 });
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        world.MustRefuse(
            ActivationRefusal.DeviceDiffers, new ActivationCommand.SubmitCode(holder.Provisioning, other, 42));
    }

    [Theory]
    [InlineData(1, 5, ActivationPath.Red, ActivationReason.DeviceScoreIsWorst | ActivationReason.DeviceScoreLow)]
    [InlineData(2, 5, ActivationPath.Yellow, ActivationReason.DeviceScoreLow)]
    [InlineData(3, 4, ActivationPath.Green, ActivationReason.None)]
    [InlineData(3, 3, ActivationPath.Yellow, ActivationReason.AccountScoreLow)]
    public void Scores_choose_the_path(int device, int account, ActivationPath path, ActivationReason reasons)
    {
        var reply = Provision(Cardholder.Good with { DeviceScore = device, AccountScore = account });
        Assert.Equal((path, reasons), (reply.Path, reply.Reasons));
    }

    [Fact]
    public void Red_makes_no_token_and_is_final()
    {
        var reply = Provision(Cardholder.Good with { DeviceScore = 1 });
        Assert.Equal((ProvisioningState.Declined, default), (reply.State, reply.Token));
        Assert.Equal(0, world.State.Tokens.Count);
        world.MustRefuse(ActivationRefusal.DeclinedByIssuer, Desk("a"));
    }

    [Fact]
    public void Orange_needs_two_people_at_the_desk()
    {
        var reply = Provision(Cardholder.Good with { AccountScore = 2, DaysSinceChannelChange = 3 });
        Assert.Equal(ActivationPath.Orange, reply.Path);
        world.MustRefuse(ActivationRefusal.StepOutOfOrder, new ActivationCommand.IssueCode(holder.Provisioning, 1));
        world.MustRefuse(ActivationRefusal.RecordInvalid, Desk(""));
        Assert.Equal(ProvisioningState.StepUp, Answer(Desk("a")).State);
        world.MustRefuse(ActivationRefusal.MakerIsChecker, Desk("a"));
        world.MustRefuse(ActivationRefusal.StepOutOfOrder, CompleteCommand());
        world.Must(Desk("b"));
        Complete();
    }

    [Fact]
    public void The_fourth_try_of_a_card_on_a_device_in_72_hours_is_red()
    {
        for (ulong i = 0; i < 3; i++)
        {
            Assert.NotEqual(ActivationPath.Red, ProvisionAgain(i).Path);
        }

        var reply = ProvisionAgain(3);
        Assert.Equal(
            (ActivationPath.Red, ActivationReason.TooManyTriesForCard), (reply.Path, reply.Reasons));
        world.Pass(TimeSpan.FromHours(73));
        Assert.Equal(ActivationPath.Green, ProvisionAgain(4).Path);
        world.CheckFold();
    }

    [Fact]
    public void New_devices_bring_a_card_no_new_tries()
    {
        for (ulong i = 0; i < 10; i++)
        {
            Assert.NotEqual(ActivationPath.Red, ProvisionOn(new DeviceId(500 + i), i).Path);
        }

        world.Restart();
        Assert.Equal(ActivationReason.TooManyTriesForCard, ProvisionOn(new DeviceId(600), 10).Reasons);
        world.Pass(TimeSpan.FromHours(73));
        Assert.Equal(ActivationPath.Green, ProvisionOn(new DeviceId(601), 11).Path);
        world.CheckFold();
    }

    [Fact]
    public void Another_code_brings_no_other_attempts()
    {
        Provision(Cardholder.Good with { AccountScore = 2 });
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 42));
        Submit(1);
        Submit(2);
        world.Must(new ActivationCommand.IssueCode(holder.Provisioning, 43));
        Assert.Equal((ushort)ActivationRefusal.CodeLocked, Submit(3).RefusalNumber);
    }

    [Fact]
    public void A_young_account_is_yellow_and_on_a_poor_device_orange()
    {
        var account = new CardAccountId(77);
        world.Must(new CardCommand.OpenAccount(
            account, World.Issuer, CardAccountKind.Credit, Currency.Usd, 100, world.Now.Plus(TimeSpan.FromDays(-39))));
        var known = world.State.Cards.FindAccount(account)!;
        var history = new ProvisioningHistory(default, [], []);
        var policy = ActivationPolicy.Default;
        Assert.Equal(
            ActivationPath.Yellow, PathRules.Decide(policy, known, history, Cardholder.Good, world.Now).Path);
        Assert.Equal(
            ActivationPath.Orange,
            PathRules.Decide(policy, known, history, Cardholder.Good with { DeviceScore = 2 }, world.Now).Path);
        world.Pass(TimeSpan.FromDays(1));
        Assert.Equal(
            ActivationPath.Green, PathRules.Decide(policy, known, history, Cardholder.Good, world.Now).Path);
    }

    [Fact]
    public void Steps_out_of_order_are_refused()
    {
        world.MustRefuse(ActivationRefusal.ProvisioningUnknown,
            new ActivationCommand.AcceptTerms(holder.Provisioning, 1));
        world.Must(new ActivationCommand.CheckEligibility(holder.Provisioning, holder.Card, World.Phone));
        world.MustRefuse(
            ActivationRefusal.StepOutOfOrder,
            new ActivationCommand.Provision(holder.Provisioning, Cardholder.Good, holder.Token, [holder.Number]));
        world.MustRefuse(ActivationRefusal.StepOutOfOrder, CompleteCommand());
    }

    [Fact]
    public void A_blocked_card_is_not_eligible()
    {
        world.Must(new CardCommand.SetStatus(holder.Card, CardStatus.Blocked, "issuer"));
        world.MustRefuse(
            ActivationRefusal.CardNotEligible,
            new ActivationCommand.CheckEligibility(holder.Provisioning, holder.Card, World.Phone));
    }

    [Fact]
    public void Taken_numbers_are_passed_over_and_when_all_are_taken_others_must_be_drawn()
    {
        Provision(Cardholder.Good);
        var second = Cardholder.WithCard(world, 2);
        second.Begin();
        world.MustRefuse(
            ActivationRefusal.NoFreeNumber,
            new ActivationCommand.Provision(second.Provisioning, Cardholder.Good, second.Token, [holder.Number]));
        world.Must(new ActivationCommand.Provision(
            second.Provisioning, Cardholder.Good, second.Token, [holder.Number, second.Number]));
        Assert.True(world.State.Tokens.TryFind(second.Number, out _));
    }

    [Fact]
    public void A_lost_device_suspends_its_tokens_and_a_found_one_frees_them()
    {
        Provision(Cardholder.Good);
        Complete();
        world.Must(new ActivationCommand.SetDeviceLost(World.Phone, true));
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
        var second = Cardholder.WithCard(world, 2);
        world.MustRefuse(
            ActivationRefusal.DeviceIsLost,
            new ActivationCommand.CheckEligibility(second.Provisioning, second.Card, World.Phone));
        world.Must(new ActivationCommand.SetDeviceLost(World.Phone, false));
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    private Reply.ProvisioningAnswered Provision(DeviceSignals signals)
    {
        holder.Begin();
        return Answer(new ActivationCommand.Provision(holder.Provisioning, signals, holder.Token, [holder.Number]));
    }

    private ActivationCommand.ConfirmIdentity Desk(string approver) =>
        new(holder.Provisioning, approver, IdentityMethod.InPerson, 0);

    private Reply.ProvisioningAnswered ProvisionOn(DeviceId device, ulong round)
    {
        world.Must(new ActivationCommand.RegisterDevice(device, default, [1], World.Requestor));
        return ProvisionAgain(round, device);
    }

    private Reply.ProvisioningAnswered ProvisionAgain(ulong round, DeviceId? device = null)
    {
        var id = new ProvisioningId(9_000 + round);
        world.Must(new ActivationCommand.CheckEligibility(id, holder.Card, device ?? World.Phone));
        world.Must(new ActivationCommand.AcceptTerms(id, 1));
        return Answer(new ActivationCommand.Provision(
            id, Cardholder.Good, new TokenId(9_000 + round), [Pan.FromNumber(9999_1000_0000_9000 + round, 16)]));
    }

    private ActivationCommand.SubmitCode SubmitCommand(UInt128 mac) => new(holder.Provisioning, World.Phone, mac);

    private ActivationCommand.Complete CompleteCommand() => new(holder.Provisioning, World.Phone, 1);

    private Reply.ProvisioningAnswered Submit(UInt128 mac) => Answer(SubmitCommand(mac));

    private Reply.ProvisioningAnswered Complete() => Answer(CompleteCommand());

    private Reply.ProvisioningAnswered Answer(ActivationCommand command) =>
        Assert.IsType<Reply.ProvisioningAnswered>(world.Must(command));
}
