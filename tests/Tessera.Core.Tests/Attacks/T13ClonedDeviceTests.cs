namespace Tessera.Core.Tests.Attacks;

// T13: two devices with the same keys count from the same point. The second use of a counter value is refused, and when
// it is another genuine cryptogram, the token is suspended: for both.
public sealed class T13ClonedDeviceTests
{
    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public T13ClonedDeviceTests() => holder = Cardholder.WithToken(world, 1);

    [Fact]
    public void Another_cryptogram_under_a_used_value_suspends_the_token()
    {
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(Clone(holder.Tap(100))));
        Assert.Equal((TokenState.Suspended, TokenActor.Network), State());
        Assert.Equal(PaymentRefusal.TokenIsSuspended, holder.Declined(holder.NextTap(100)));
        world.CheckFold();
    }

    [Fact]
    public void A_clone_that_pays_first_is_found_by_the_phone_and_the_reverse()
    {
        Assert.True(holder.Pay(Clone(holder.NextTap(100))).IsApproved);
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
        Assert.Equal(TokenState.Suspended, State().State);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    [InlineData(60, false)]
    public void A_clone_behind_is_refused_at_once_and_found_when_it_comes_near(int behind, bool isFound)
    {
        for (var tap = 0; tap < 70; tap++)
        {
            Assert.True(holder.Pay(holder.NextTap(1)).IsApproved);
        }

        holder.Atc -= (ushort)behind;
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(Clone(holder.Tap(1))));
        Assert.Equal(isFound ? TokenState.Suspended : TokenState.Active, State().State);
    }

    [Fact]
    public void Interleaved_taps_of_two_devices_never_use_one_value_twice()
    {
        var random = new Random(13);
        ushort[] counters = [0, 0];
        var used = new HashSet<int>();
        while (State().State == TokenState.Active)
        {
            var device = random.Next(2);
            holder.Atc = ++counters[device];
            var tap = device == 0 ? holder.Tap(1) : Clone(holder.Tap(1));
            Assert.Equal(holder.Pay(tap).IsApproved, used.Add(holder.Atc));
        }

        Assert.True(counters.Min() <= CoveredMarks.Count, "the clone was found at its first taps");
    }

    // The air replayed the message, or a till did: that is no clone, and a shop must not be able to stop a token so.
    [Fact]
    public void A_replay_of_the_same_cryptogram_suspends_nothing()
    {
        var tap = holder.NextTap(100);
        Assert.True(holder.Pay(tap).IsApproved);
        for (var replay = 0; replay < 50; replay++)
        {
            var again = holder.Tap(100 + replay) with { Verdict = tap.Verdict };
            Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(again));
        }

        Assert.Equal(TokenState.Active, State().State);
    }

    [Fact]
    public void What_the_counter_was_used_for_outlives_a_restart()
    {
        Assert.True(holder.Pay(holder.NextTap(100)).IsApproved);
        world.Restart();
        holder.Declined(holder.Tap(100));
        Assert.Equal(TokenState.Active, State().State);
        holder.Declined(Clone(holder.Tap(100)));
        Assert.Equal(TokenState.Suspended, State().State);
    }

    private static PaymentCommand.Authorise Clone(PaymentCommand.Authorise tap) => tap with
    {
        UnpredictableNumber = 78,
        Verdict = tap.Verdict with { UnpredictableNumber = 78 },
    };

    private (TokenState State, TokenActor By) State()
    {
        Assert.True(world.State.Tokens.TryFind(holder.Token, out var row));
        return (world.State.Tokens[row].State, world.State.Tokens[row].SuspendedBy);
    }
}
