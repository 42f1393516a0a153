namespace Tessera.Cli.Torture;

/// <summary>How long and with what a server is tortured.</summary>
internal sealed record TortureSettings
{
    public required int Kills { get; init; }

    public required int Seed { get; init; }

    public int Customers { get; init; } = 8;

    /// <summary>Names of faults; empty for all.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
