using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>A folded state and where the fold stands. SnapshotSequence is 0 when no snapshot was used.</summary>
public sealed record LoadedShard(ShardState State, JournalHead Head, long SnapshotSequence);
