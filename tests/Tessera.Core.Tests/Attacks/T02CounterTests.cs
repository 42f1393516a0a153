using CsCheck;

namespace Tessera.Core.Tests.Attacks;

// T2: transaction counters rolled back, repeated, out of order, at their end. Model: the set of values seen.
public sealed class T02CounterTests
{
    private const int Window = 64;
    private const int Most = ushort.MaxValue;

    [Fact]
    public void Any_order_with_duplicates_is_accepted_once_each() =>
        Gen.Int[1, Window].Array[1, 3 * Window].Sample(
            values =>
            {
                var world = World.Seeded();
                var holder = Cardholder.WithToken(world, 1, limitMinor: 1_000_000);
                var seen = new HashSet<int>();
                foreach (var value in values)
                {
                    holder.Atc = (ushort)value;
                    var isFirst = seen.Add(value);
                    var reply = holder.Pay(holder.Tap(100));
                    Assert.Equal(isFirst ? 0 : (ushort)PaymentRefusal.CounterUsed, reply.RefusalNumber);
                }

                Assert.Equal(TokenState.Active, State(world, holder));
                Assert.Equal(1_000_000 - (100 * seen.Count), holder.AvailableMinor);
            },
            iter: 40);

    [Fact]
    public void What_came_before_the_window_counts_as_used()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1);
        holder.Atc = 500;
        Assert.True(holder.Pay(holder.Tap(100)).IsApproved);
        holder.Atc = 500 - Window;
        Assert.Equal(PaymentRefusal.CounterUsed, holder.Declined(holder.Tap(100)));
        holder.Atc = 501 - Window;
        Assert.True(holder.Pay(holder.Tap(100)).IsApproved);
    }

    [Fact]
    public void A_leap_beyond_the_limit_is_declined_and_the_counter_goes_on_from_there()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1);
        holder.Atc = 1_001;
        Assert.Equal(PaymentRefusal.CounterJump, holder.Declined(holder.Tap(100)));
        holder.Atc = 1_000;
        Assert.True(holder.Pay(holder.Tap(100)).IsApproved);
    }

    [Fact]
    public void After_the_last_value_the_token_is_dead()
    {
        var world = World.Seeded();
        var holder = Cardholder.WithToken(world, 1);
        for (var atc = 1_000; atc < Most; atc += 1_000)
        {
            holder.Atc = (ushort)atc;
            Assert.True(holder.Pay(holder.Tap(1)).IsApproved);
        }

        foreach (var atc in (int[])[Most, Most, Most - 1, 65_001, 1, 0])
        {
            holder.Atc = (ushort)atc;
            Assert.False(holder.Pay(holder.Tap(1)).IsApproved);
        }

        world.Restart();
        holder.Atc = Most - 2;
        Assert.Equal(PaymentRefusal.CounterExhausted, holder.Declined(holder.Tap(1)));
        world.CheckFold();
    }

    private static TokenState State(World world, Cardholder holder)
    {
        Assert.True(world.State.Tokens.TryFind(holder.Token, out var row));
        return world.State.Tokens[row].State;
    }
}
