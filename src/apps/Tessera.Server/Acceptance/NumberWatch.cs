using System.Collections.Concurrent;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Tessera.Server.Operations;

namespace Tessera.Server.Acceptance;

/// <summary>Watches the unpredictable numbers that each terminal puts under genuine cryptograms. A terminal whose
/// numbers can be foreseen lets cryptograms be collected before the payment (EMVCo bulletin SB103), so the operator is
/// told. It decides nothing and is kept in memory: a restart only begins to watch anew.</summary>
public sealed class NumberWatch(LiveCounters counters, ILogger<NumberWatch> log)
{
    /// <summary>Honest numbers show a bit without change over so many taps once in 10^17 terminals.</summary>
    private const int LeastForBits = 64;

    private const int MostSameSteps = 16;
    private const int MostRepeats = 2;
    private const int Kept = 256;
    private const int MostTerminals = 100_000;

    private readonly ConcurrentDictionary<UInt128, History> terminals = new();

    /// <summary>Terminals whose numbers were found weak since the start.</summary>
    public IReadOnlyList<TerminalId> Weak =>
        [.. terminals.Where(pair => pair.Value.IsWeak).Select(pair => new TerminalId(pair.Key))];

    /// <summary>Takes the number of one tap; call it once for each tap whose cryptogram is right.</summary>
    public void Take(TerminalId terminal, uint number)
    {
        if (HistoryOf(terminal) is { } history && history.Take(number))
        {
            counters.WeakTerminalFound();
            log.LogWarning("Terminal {Terminal} sends unpredictable numbers that can be foreseen", terminal);
        }
    }

    // Counting the terminals locks them all, so a known one is looked for first.
    private History? HistoryOf(TerminalId terminal)
    {
        if (terminals.TryGetValue(terminal.Value, out var known))
        {
            return known;
        }

        return terminals.Count < MostTerminals ? terminals.GetOrAdd(terminal.Value, _ => new History()) : null;
    }

    private sealed class History
    {
        private readonly Lock gate = new();
        private readonly HashSet<uint> last = new(Kept);
        private int count;
        private uint previous;
        private uint step;
        private int sameSteps;
        private int repeats;
        private uint everSet;
        private uint everClear;

        public bool IsWeak { get; private set; }

        /// <summary>True when this number shows, for the first time, that the terminal is weak.</summary>
        public bool Take(uint number)
        {
            lock (gate)
            {
                repeats += last.Add(number) ? 0 : 1;
                var distance = unchecked(number - previous);
                sameSteps = count > 1 && distance == step ? sameSteps + 1 : 0;
                (step, previous) = (distance, number);
                everSet |= number;
                everClear |= ~number;
                count++;
                var constantBits = count < LeastForBits ? 0 : BitOperations.PopCount(~(everSet & everClear));
                if (count == Kept)
                {
                    Begin();
                }

                var isFound = !IsWeak
                    && (constantBits > 0 || sameSteps >= MostSameSteps || repeats >= MostRepeats);
                IsWeak |= isFound;
                return isFound;
            }
        }

        private void Begin()
        {
            last.Clear();
            (count, everSet, everClear, repeats) = (0, 0, 0, 0);
        }
    }
}
