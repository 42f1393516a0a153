namespace Tessera.Cli.Load.Chain;

/// <summary>What one journal says of the payments that hold money.</summary>
internal sealed record HeldBook
{
    public required string Name { get; init; }

    public required long Payments { get; init; }

    public required long HeldMinor { get; init; }

    /// <summary>Requests without an end, and messages that a partner has not answered.</summary>
    public required long Open { get; init; }

    /// <summary>Over acquirer's reference, approval code and amount of every payment, in any order.</summary>
    public required string Fingerprint { get; init; }

    public bool AgreesWith(HeldBook other) =>
        Open == 0 && other.Open == 0 && this with { Name = other.Name } == other;
}
