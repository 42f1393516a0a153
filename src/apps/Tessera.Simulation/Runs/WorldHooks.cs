using Tessera.Journal;
using Tessera.Journal.Snapshots;
using Tessera.Simulation.Disk;

namespace Tessera.Simulation.Runs;

/// <summary>Where a test puts a broken part between the shard and its ports, to see that it is found.</summary>
internal sealed record WorldHooks
{
    public Action<string, SimDisk> Disk { get; init; } = (_, _) => { };

    public Func<string, IJournal, IJournal> Journal { get; init; } = (_, journal) => journal;

    public Func<string, ISnapshotStore, ISnapshotStore> Snapshots { get; init; } = (_, store) => store;

    public Func<string, TimeProvider, TimeProvider> Time { get; init; } = (_, clock) => clock;
}
