namespace Tessera.Journal.Sqlite;

/// <summary>Choices of a SQLite journal. The defaults are the ones that were measured.</summary>
public sealed record SqliteJournalSettings
{
    /// <summary>
    /// How often the head anchor is refreshed and the log looked at: the window of an unnoticed lost tail.
    /// </summary>
    public TimeSpan HousekeepingInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Appended bytes after which the write-ahead log is copied into the database beside the load.</summary>
    public long CheckpointBytes { get; init; } = 16L * 1024 * 1024;

    /// <summary>
    /// Appended bytes after which the log starts again at its beginning: the writer stands still for some milliseconds,
    /// and after a crash so much is read again.
    /// </summary>
    public long LogBytes { get; init; } = 64L * 1024 * 1024;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
