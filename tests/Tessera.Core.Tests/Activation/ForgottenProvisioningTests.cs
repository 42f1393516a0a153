namespace Tessera.Core.Tests.Activation;

public sealed class ForgottenProvisioningTests
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(72);

    private readonly World world = World.Seeded();

    [Fact]
    public void A_provisioning_that_is_over_leaves_memory_after_72_hours_and_its_token_pays_on()
    {
        var holder = Cardholder.WithToken(world, 1);
        world.Pass(Kept - TimeSpan.FromSeconds(1));
        Cardholder.WithToken(world, 2);
        Assert.NotNull(world.State.Activation.Find(holder.Provisioning));

        world.Pass(TimeSpan.FromSeconds(1));
        Cardholder.WithToken(world, 3);
        Assert.Null(world.State.Activation.Find(holder.Provisioning));
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.CheckFold();
    }

    [Fact]
    public void An_attempt_is_forgotten_after_72_hours_and_those_after_it_are_not()
    {
        Cardholder.WithToken(world, 1);
        world.Pass(TimeSpan.FromHours(1));
        Cardholder.WithToken(world, 2);
        world.Pass(Kept - TimeSpan.FromHours(1));
        world.Restart();
        var holder = Cardholder.WithToken(world, 3);

        var attempts = world.State.Activation.FindDevice(World.Phone)!.Attempts;
        Assert.Equal([new CardId(2_002), holder.Card], attempts.Select(attempt => attempt.Card));
        world.CheckFold();
    }

    [Fact]
    public void A_provisioning_that_waits_for_its_cardholder_stays()
    {
        var holder = Cardholder.WithCard(world, 1);
        world.Must(new ActivationCommand.CheckEligibility(holder.Provisioning, holder.Card, World.Phone));
        world.Must(new ActivationCommand.AcceptTerms(holder.Provisioning, 1));
        world.Pass(Kept + Kept);
        Cardholder.WithToken(world, 2);
        Assert.Equal(ProvisioningState.TermsAccepted, world.State.Activation.Find(holder.Provisioning)!.State);
        world.CheckFold();
    }
}
