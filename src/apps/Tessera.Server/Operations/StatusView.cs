namespace Tessera.Server.Operations;

/// <summary>The live counters of the status page.</summary>
public sealed record StatusView
{
    public required long UptimeSeconds { get; init; }

    public required long JournalHead { get; init; }

    public required long PaymentsApproved { get; init; }

    public required long PaymentsDeclined { get; init; }

    public required long TokensActivated { get; init; }

    public required long CommandsDecided { get; init; }

    /// <summary>Terminals whose unpredictable numbers can be foreseen; the log names them.</summary>
    public required long WeakTerminals { get; init; }

    public required long RevealsRefused { get; init; }

    /// <summary>What lists, statistics and the feed do not show yet: all of the projections lag together.</summary>
    public required long ProjectionRowsBehind { get; init; }

    /// <summary>Without the events of rows that were behind at the start.</summary>
    public required long ProjectionEventsBehind { get; init; }

    /// <summary>The age of the oldest event that they do not show.</summary>
    public required long ProjectionMillisecondsBehind { get; init; }
}
