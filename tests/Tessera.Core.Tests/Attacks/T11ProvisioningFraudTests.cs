namespace Tessera.Core.Tests.Attacks;

// T11: stolen card data become tokens (early 2015: up to 600 basis points of activations at some issuers, against
// fewer than 10 on plastic). The signals of good and bad requests are assumptions of FraudRun; what is proved is what
// the rules make of them, and that it is the rules.
public sealed class T11ProvisioningFraudTests(ITestOutputHelper output)
{
    private const int Requests = 20_000;

    [Theory]
    [InlineData(2014)]
    [InlineData(2015)]
    [InlineData(2016)]
    public void Fraud_hardly_becomes_active_and_the_good_are_hardly_asked(int seed)
    {
        var run = new FraudRun(seed, ActivationPolicy.Default);
        run.Play(Requests);

        Tell(run);
        Assert.InRange(run.FraudBasisPoints, 0, 10);
        Assert.True(run.FraudGreen <= run.Fraud * 0.05, "at least 95 % of fraud is not green");
        Assert.True(run.GoodGreen >= run.Good * 0.85, "at least 85 % of the good are green");
    }

    [Fact]
    public void Without_the_rules_on_fresh_channels_and_second_agents_fraud_passes()
    {
        var run = new FraudRun(2014, ActivationPolicy.Default with { StableChannelDays = 0, DeskApprovers = 1 });
        run.Play(Requests);

        Tell(run);
        Assert.True(run.FraudBasisPoints > 30);
    }

    [Fact]
    public void A_code_of_one_request_is_worth_nothing_for_another()
    {
        var world = World.Seeded();
        Cardholder[] holders = [Cardholder.WithCard(world, 1), Cardholder.WithCard(world, 2)];
        foreach (var holder in holders)
        {
            holder.Begin();
            world.Must(new ActivationCommand.Provision(
                holder.Provisioning, Cardholder.Good with { AccountScore = 2 }, holder.Token, [holder.Number]));
            world.Must(new ActivationCommand.IssueCode(holder.Provisioning, holder.Card.Value));
        }

        var reply = Assert.IsType<Reply.ProvisioningAnswered>(world.Must(new ActivationCommand.SubmitCode(
            holders[1].Provisioning, World.Phone, holders[0].Card.Value)));
        Assert.Equal((ushort)ActivationRefusal.CodeWrong, reply.RefusalNumber);
    }

    [Fact]
    public void Guessing_codes_ends_after_the_attempts_of_the_request_whatever_is_asked_again()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithCard(world, 1);
        holder.Begin();
        world.Must(new ActivationCommand.Provision(
            holder.Provisioning, Cardholder.Good with { AccountScore = 2 }, holder.Token, [holder.Number]));
        var guesses = 0;
        for (UInt128 guess = 1; guess < 1_000; guess++)
        {
            if (guess % 2 == 1)
            {
                world.Send(new ActivationCommand.IssueCode(holder.Provisioning, 1_000_000));
            }

            var decision = world.Send(new ActivationCommand.SubmitCode(holder.Provisioning, World.Phone, guess));
            guesses += decision.Kind == DecisionKind.Decided ? 1 : 0;
        }

        Assert.Equal(ActivationPolicy.Default.CodeAttempts, guesses);
        Assert.Equal(ProvisioningState.Declined, world.State.Activation.Find(holder.Provisioning)!.State);
    }

    private void Tell(FraudRun run) => output.WriteLine(
        $"{run.Good} good, {100.0 * run.GoodGreen / run.Good:F1} % green; {run.Fraud} fraud, "
        + $"{100.0 * run.FraudGreen / run.Fraud:F1} % green; {run.FraudActive} of {run.Active} active are fraud: "
        + $"{run.FraudBasisPoints:F1} bp");
}
