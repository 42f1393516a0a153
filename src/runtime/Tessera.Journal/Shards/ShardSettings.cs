using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>Sizes of a shard. The defaults suit a disk that flushes in well under a millisecond.</summary>
public sealed record ShardSettings
{
    /// <summary>Commands waiting; when full the answer is Busy at once.</summary>
    public int QueueCapacity { get; init; } = 4_096;

    /// <summary>Most commands in one row. A slow disk wants more.</summary>
    public int BatchCommands { get; init; } = 256;

    /// <summary>
    /// A batch takes no further command once its events reach this size; one decision may still be larger.
    /// Rows of at most 85,000 bytes stay out of the large-object heap when they are read.
    /// </summary>
    public int BatchBytes { get; init; } = 72 * 1024;

    /// <summary>Events between two snapshots; zero takes none.</summary>
    public long SnapshotEveryEvents { get; init; } = 500_000;

    /// <summary>False writes snapshots inside the step, as a simulation needs it.</summary>
    public bool SnapshotsBesideTheLoad { get; init; } = true;

    /// <summary>Between two runs of the shard's own housekeeping command.</summary>
    public TimeSpan MaintenanceInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Null runs none.</summary>
    public MaintenanceCommand? Maintenance { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
