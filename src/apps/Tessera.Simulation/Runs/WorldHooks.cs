using Tessera.Journal;
using Tessera.Journal.Snapshots;

namespace Tessera.Simulation.Runs;

/// <summary>Where a test puts a broken part between the shard and its ports, to see that the checker finds it.</summary>
internal sealed record WorldHooks
{
    public Func<string, IJournal, IJournal> Journal { get; init; } = (_, journal) => journal;

    public Func<string, ISnapshotStore, ISnapshotStore> Snapshots { get; init; } = (_, store) => store;

    public Func<string, TimeProvider, TimeProvider> Time { get; init; } = (_, clock) => clock;
}
