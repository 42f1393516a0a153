using BenchmarkDotNet.Attributes;
using Tessera.Bench.Shards;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Journal.InMemory;
using Tessera.Journal.Shards;
using Tessera.Primitives;

namespace Tessera.Bench.Micro;

/// <summary>One authorisation decided and applied, without queue, bytes and journal.</summary>
[InvocationCount(Invocations)]
public class DecisionBenchmarks : IColdSink
{
    private const int Invocations = 65_536;
    private const int Prepared = 24 * Invocations;
    private const int Tokens = 1_000_000;

    private ShardState state = null!;
    private Envelope[] envelopes = [];
    private int next;

    [GlobalSetup]
    public void Found()
    {
        var storage = new MemoryStorage();
        using var journal = new MemoryJournal(storage);
        var facts = ShardBank.Found(journal, Tokens);
        state = ShardLoader.Fold(journal, this).State;
        var date = ShardBank.DateOf(DateTimeOffset.UtcNow);
        var counters = new ushort[Tokens];
        var random = new Random(20_261_102);
        envelopes = new Envelope[Prepared];
        for (var i = 0; i < envelopes.Length; i++)
        {
            var token = random.Next(Tokens);
            envelopes[i] = new Envelope(
                (UInt128)i + 1, 1, state.LastAt, ShardBank.Tap(facts, token, ++counters[token], i + 1, date));
        }
    }

    [Benchmark(Description = "decide and apply an authorisation, 1 M accounts and tokens")]
    public bool DecideAndApply()
    {
        var decision = state.Decide(envelopes[next++], ColdRows.None);
        foreach (var change in decision.Events)
        {
            state.Apply(change);
        }

        return decision.Reply is Reply.PaymentDecided { IsApproved: true }
            ? true
            : throw new InvariantException("every authorisation is approved");
    }

    void IColdSink.Put(ColdKey key, ReadOnlySpan<byte> row)
    {
        // Nothing is archived here.
    }
}
