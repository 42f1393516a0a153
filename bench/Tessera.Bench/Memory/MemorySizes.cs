namespace Tessera.Bench.Memory;

/// <summary>What the memory part asks for; zero leaves a piece out.</summary>
internal sealed record MemorySizes
{
    public static readonly MemorySizes Usual = new();

    public static readonly MemorySizes Quick = new()
    {
        Accounts = 100_000,
        ShardAccounts = 50_000,
        Payments = 100_000,
        Seconds = 5,
    };

    /// <summary>Whose bytes are counted.</summary>
    public int Accounts { get; init; } = 1_000_000;

    /// <summary>Of the shard that is started again and of the one that pays beside its snapshots.</summary>
    public int ShardAccounts { get; init; } = 1_000_000;

    /// <summary>Made before the shard is started again.</summary>
    public int Payments { get; init; } = 10_000_000;

    public int RatePerS { get; init; } = 2_000;

    /// <summary>Of payments beside snapshots.</summary>
    public int Seconds { get; init; } = 60;

    public override string ToString() =>
        $"--accounts {Accounts} --shard-accounts {ShardAccounts} --payments {Payments} --rate {RatePerS} "
        + $"--seconds {Seconds}";
}
