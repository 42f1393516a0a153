using Tessera.Cli.Torture.Checking;

namespace Tessera.Cli.Torture;

/// <summary>What a fault works with: the main arena, chance, a folder for its own things, and where it reports.
/// </summary>
internal sealed class TortureStage(Arena arena, TortureSettings settings, string scratch, Action<string> tell)
{
    private const int MostRandomSeed = int.MaxValue;

    public Arena Arena => arena;

    public TortureSettings Settings => settings;

    public Random Random { get; } = new(settings.Seed);

    public Findings Findings { get; } = new();

    public string Scratch => scratch;

    public int Kills { get; private set; }

    /// <summary>Answers in arenas that a fault opened for itself.</summary>
    public long AcknowledgedElsewhere { get; private set; }

    public void Tell(string line) => tell(line);

    public void CountKill() => Kills++;

    public TimeSpan Between(int leastMs, int mostMs) => TimeSpan.FromMilliseconds(Random.Next(leastMs, mostMs + 1));

    /// <summary>A server with customers of its own, for a fault that needs another disk.</summary>
    public Task<Arena> OpenAsync(string folder, CancellationToken cancel) =>
        Arena.OpenAsync(folder, Math.Min(4, settings.Customers), Random.Next(MostRandomSeed), cancel);

    /// <summary>Checks such a server at the end and takes over what it found.</summary>
    public async Task CloseAsync(Arena other, CancellationToken cancel)
    {
        Findings.Add(await other.CheckAsync(isWhole: true, cancel));
        AcknowledgedElsewhere += other.Book.Acknowledged;
    }
}
