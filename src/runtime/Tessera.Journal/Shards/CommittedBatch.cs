using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>Durable events of one row, in order.</summary>
public sealed record CommittedBatch(JournalHead Position, IReadOnlyList<CoreEvent> Events);
