using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Bench.Memory;

/// <summary>One payment of the first token, decided and committed: what a start is measured to.</summary>
internal static class FirstPayment
{
    private const int Serial = int.MaxValue;

    // Above what payments before it used, within the greatest jump.
    private const ushort Counter = 900;

    public static void Pay(Shard shard)
    {
        var facts = shard.QueryAsync(state => ShardBank.Facts(state.Directory)).AsTask();
        shard.Step();
        var tap = ShardBank.Tap(
            facts.Result, 0, Counter, Serial, ShardBank.DateOf(DateTimeOffset.UtcNow));
        Invariant.Check(shard.TrySubmit(tap, Serial, Serial, out var outcome), "the shard takes a payment");
        shard.Step();
        Invariant.Check(
            outcome.Result.Reply is Reply.PaymentDecided { IsApproved: true }, "the first payment is approved");
    }
}
