using Tessera.Simulation.Disk;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests.Planted;

internal static class BrokenPorts
{
    public static IReadOnlyList<BrokenPort> All { get; } =
    [
        new("flushes are dropped", ["C2", "C3", "C12"], new WorldHooks
        {
            Disk = (_, disk) =>
            {
                disk.Unflushed.Add(SimJournal.LogName);
                disk.Unflushed.Add(SimJournal.AnchorName);
            },
        }),
        new("answers leave before the row is durable", ["C2", "C3", "C12"], new WorldHooks
        {
            Journal = (_, journal) => new WriteBehindJournal(journal),
        }),
        new("a failed append is taken for done", ["C2", "C3", "C10", "FAULT"], new WorldHooks
        {
            Journal = (_, journal) => new SwallowingJournal(journal),
        }),
        new("cold rows are not written", ["C2", "C3", "C4", "FAULT"], new WorldHooks
        {
            Journal = (_, journal) => new ForgetfulJournal(journal, keepsFirst: false),
        }),
        new("cold rows are written once and never again", ["C6"], new WorldHooks
        {
            Journal = (_, journal) => new ForgetfulJournal(journal, keepsFirst: true),
        }),
        new("a snapshot misses an answer", ["C10"], new WorldHooks
        {
            Snapshots = (_, store) => new BrokenSnapshotStore(store, isStale: false),
        }),
        new("a snapshot is older than its name says", ["C10"], new WorldHooks
        {
            Snapshots = (_, store) => new BrokenSnapshotStore(store, isStale: true),
        }),
    ];
}
