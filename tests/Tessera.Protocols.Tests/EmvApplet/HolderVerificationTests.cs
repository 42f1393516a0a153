using Tessera.Emv.Applet;

namespace Tessera.Protocols.Tests.EmvApplet;

public sealed class HolderVerificationTests
{
    [Fact]
    public void Of_many_taps_at_once_exactly_one_gets_a_confirmation()
    {
        var verification = new HolderVerification(TimeProvider.System, TimeSpan.FromHours(1));
        for (var round = 0; round < 200; round++)
        {
            verification.Confirm();
            var consumed = 0;
            Parallel.For(0, 8, _ => Interlocked.Add(ref consumed, verification.TryConsume() ? 1 : 0));
            Assert.Equal(1, consumed);
        }
    }

    [Fact]
    public void A_second_confirmation_renews_the_first_and_does_not_add_to_it()
    {
        var time = new VirtualTime();
        var verification = new HolderVerification(time, TimeSpan.FromSeconds(60));
        verification.Confirm();
        time.Advance(TimeSpan.FromSeconds(50));
        verification.Confirm();
        time.Advance(TimeSpan.FromSeconds(50));
        Assert.True(verification.TryConsume());
        Assert.False(verification.TryConsume());
    }
}
