namespace Tessera.Simulation.Evidence;

/// <summary>Everything that the checker may look at: bytes of the disks, what clients were told, and claims about
/// memory.</summary>
internal sealed record SeedEvidence
{
    public required ulong Seed { get; init; }

    /// <summary>The journal of each node, as a machine without power would have it.</summary>
    public required IReadOnlyDictionary<string, byte[]> Journals { get; init; }

    public required IReadOnlyDictionary<string, byte[]> OtherFiles { get; init; }

    public required IReadOnlyList<ClientClaim> Claims { get; init; }

    public required IReadOnlyList<RegisterCall> Register { get; init; }

    public required IReadOnlyList<StateClaim> States { get; init; }

    /// <summary>Numbers that must be in no file.</summary>
    public required IReadOnlyList<string> Canaries { get; init; }

    /// <summary>Exceptions that escaped, and a world that did not come to rest.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public SeedNumbers Numbers { get; init; } = new();

    public ulong TraceHash { get; init; }
}
