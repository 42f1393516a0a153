using System.Collections.Concurrent;
using Tessera.Core.Directory;

namespace Tessera.Server.Acceptance;

/// <summary>Stops a till that sends wrong cryptograms one after the other, whatever tokens it names: an honest one
/// sends next to none. An outside acquirer names its tills as it likes and has a limit over all of them. The count is
/// kept in memory; tokens have their own, which is journaled.</summary>
public sealed class GuessLimit(TesseraHostOptions options)
{
    private const int MostCounts = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(ushort Acquirer, UInt128 Terminal), Count> counts = new();

    public bool IsReached(PaymentFacts facts) =>
        IsReached(Till(facts), options.WrongCryptogramsPerTerminal)
        || (facts.OutsideTerminal is not null && IsReached(Acquirer(facts), options.WrongCryptogramsPerAcquirer));

    public void CountWrong(PaymentFacts facts)
    {
        CountWrong(Till(facts));
        if (facts.OutsideTerminal is not null)
        {
            CountWrong(Acquirer(facts));
        }
    }

    private static (ushort Acquirer, UInt128 Terminal) Till(PaymentFacts facts) =>
        (facts.AcquirerBook, facts.Terminal.Value);

    private static (ushort Acquirer, UInt128 Terminal) Acquirer(PaymentFacts facts) => (facts.AcquirerBook, 0);

    private bool IsReached((ushort Acquirer, UInt128 Terminal) sender, int most) =>
        counts.TryGetValue(sender, out var count) && !IsOver(count) && count.Wrong >= most;

    private void CountWrong((ushort Acquirer, UInt128 Terminal) sender)
    {
        if (counts.Count >= MostCounts)
        {
            Forget();
        }

        counts.AddOrUpdate(
            sender,
            _ => new Count(options.Time.GetTimestamp(), 1),
            (_, count) => IsOver(count)
                ? new Count(options.Time.GetTimestamp(), 1)
                : count with { Wrong = Math.Min(count.Wrong + 1, int.MaxValue - 1) });
    }

    private bool IsOver(Count count) => options.Time.GetElapsedTime(count.Since) >= Window;

    private void Forget()
    {
        foreach (var (sender, count) in counts)
        {
            if (IsOver(count))
            {
                counts.TryRemove(sender, out _);
            }
        }
    }

    private readonly record struct Count(long Since, int Wrong);
}
