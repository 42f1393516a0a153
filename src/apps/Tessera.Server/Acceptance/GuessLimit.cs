using System.Collections.Concurrent;

namespace Tessera.Server.Acceptance;

/// <summary>Stops a till that sends wrong cryptograms one after the other, whatever tokens it names: an honest one
/// sends next to none. The count is kept in memory; tokens have their own, which is journaled.</summary>
public sealed class GuessLimit(TesseraHostOptions options)
{
    private const int MostTerminals = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UInt128, Count> counts = new();

    public bool IsReached(TerminalId terminal) =>
        counts.TryGetValue(terminal.Value, out var count) && !IsOver(count)
        && count.Wrong >= options.WrongCryptogramsPerTerminal;

    public void CountWrong(TerminalId terminal)
    {
        if (counts.Count >= MostTerminals)
        {
            Forget();
        }

        counts.AddOrUpdate(
            terminal.Value,
            _ => new Count(options.Time.GetTimestamp(), 1),
            (_, count) => IsOver(count)
                ? new Count(options.Time.GetTimestamp(), 1)
                : count with { Wrong = Math.Min(count.Wrong + 1, int.MaxValue - 1) });
    }

    private bool IsOver(Count count) => options.Time.GetElapsedTime(count.Since) >= Window;

    private void Forget()
    {
        foreach (var (terminal, count) in counts)
        {
            if (IsOver(count))
            {
                counts.TryRemove(terminal, out _);
            }
        }
    }

    private readonly record struct Count(long Since, int Wrong);
}
