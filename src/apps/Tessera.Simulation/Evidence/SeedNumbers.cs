namespace Tessera.Simulation.Evidence;

/// <summary>How much happened in one seed.</summary>
internal sealed record SeedNumbers
{
    public TimeSpan Virtual { get; init; }

    public long Steps { get; init; }

    public int Messages { get; init; }

    public int Lost { get; init; }

    public int Repeated { get; init; }

    public int Late { get; init; }

    public int Cut { get; init; }

    public int Restarts { get; init; }

    /// <summary>Starts that named damage and refused.</summary>
    public int Refused { get; init; }

    public int DiskFaults { get; init; }

    public IReadOnlyDictionary<string, int> Incidents { get; init; } = new Dictionary<string, int>();
}
