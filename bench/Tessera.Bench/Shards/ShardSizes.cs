namespace Tessera.Bench.Shards;

/// <summary>What a run left: memory after a full collection, files after the shard was closed.</summary>
internal sealed record ShardSizes
{
    /// <summary>One account, card, token, credential and set of limits.</summary>
    public required double MemoryPerToken { get; init; }

    /// <summary>One payment and the answer kept for its key, while both are in memory.</summary>
    public required double MemoryPerPayment { get; init; }

    /// <summary>In the journal's database, one authorisation; zero in memory.</summary>
    public required double DiskPerPayment { get; init; }

    /// <summary>Opening the journal again: newest snapshot and the rows after it.</summary>
    public required double RestartSeconds { get; init; }

    public required long RestartRows { get; init; }

    public required long Rows { get; init; }

    /// <summary>Null when no read models were built.</summary>
    public double? ReadModelsPerPayment { get; init; }

    public double? ReadModelMicrosPerPayment { get; init; }

    public override string ToString() => FormattableString.Invariant(
        $"memory: {MemoryPerToken:N0} B an account, card and token, {MemoryPerPayment:N0} B a payment and answer; ")
        + FormattableString.Invariant($"disk: {DiskPerPayment:N0} B an authorisation; restart: {RestartSeconds:F1} s ")
        + FormattableString.Invariant($"with {RestartRows:N0} of {Rows:N0} rows after the newest snapshot")
        + (ReadModelsPerPayment is null ? "" : FormattableString.Invariant(
            $"; read models: {ReadModelsPerPayment:N0} B and {ReadModelMicrosPerPayment:F0} µs an authorisation"));
}
