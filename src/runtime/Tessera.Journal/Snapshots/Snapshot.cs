namespace Tessera.Journal.Snapshots;

/// <summary>
/// A cache of the fold up to a row. <paramref name="Schema"/> numbers the layout of the body: another layout means
/// that the snapshot is ignored and the journal folded again. <paramref name="Open"/> reads the body from its start.
/// <paramref name="IsWhole"/> takes about as long as reading it: ask on another thread meanwhile.
/// </summary>
public sealed record Snapshot(int Schema, JournalHead Position, Func<Stream> Open, Func<bool> IsWhole);
