using Tessera.Cli.Torture.Faults;

namespace Tessera.Cli.Torture;

/// <summary>What a run did and found.</summary>
internal sealed record TortureReport
{
    public required int Kills { get; init; }

    /// <summary>Answers that customers got: taps, captures, refunds, voids, reversals.</summary>
    public required long Acknowledged { get; init; }

    public required int Lost { get; init; }

    public required int Duplicated { get; init; }

    public required int InvariantBreaks { get; init; }

    /// <summary>Kinds of faults that were wanted and could not run here.</summary>
    public required int Skipped { get; init; }

    public required int Seed { get; init; }

    public required double Seconds { get; init; }

    /// <summary>How often something was asked again because no answer came.</summary>
    public required long AskedAgain { get; init; }

    /// <summary>How often each kind of fault ran.</summary>
    public required SortedDictionary<string, int> Faults { get; init; }

    public required SortedDictionary<string, Obstacle> SkippedFaults { get; init; }

    public required IReadOnlyList<string> Findings { get; init; }

    public bool IsClean => Lost + Duplicated + InvariantBreaks == 0;
}
