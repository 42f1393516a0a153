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
}
