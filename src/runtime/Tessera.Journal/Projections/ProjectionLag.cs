namespace Tessera.Journal.Projections;

/// <summary>
/// What the read models do not show yet. Events are counted from the start of the host; rows that were behind before
/// are counted as rows alone. The age is that of the oldest event that is missing.
/// </summary>
public readonly record struct ProjectionLag(long Rows, long Events, TimeSpan Age);
