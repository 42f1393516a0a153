using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>A state at a row of its journal, and how many events were folded after its snapshot.</summary>
public sealed record LoadedShard(ShardState State, JournalHead Head, long ReplayedEvents);
