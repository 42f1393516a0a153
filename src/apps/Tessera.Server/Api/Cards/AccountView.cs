namespace Tessera.Server.Api.Cards;

public sealed record AccountView
{
    public required string Id { get; init; }

    public string Object => "account";

    public string? Issuer { get; init; }

    public string? Kind { get; init; }

    public string? Currency { get; init; }

    public string? State { get; init; }

    /// <summary>Credit limit and balance less what is held, minor units.</summary>
    public long? Available { get; init; }

    /// <summary>What the answered deposit paid in, minor units.</summary>
    public long? Deposited { get; init; }
}
