namespace Tessera.Client.Wire;

/// <summary>Options of one POST. A caller that must survive its own restart supplies and stores the key;
/// otherwise one is made per call and reused on every retry of that call.</summary>
public sealed record ApiCall
{
    public string? IdempotencyKey { get; init; }
}
