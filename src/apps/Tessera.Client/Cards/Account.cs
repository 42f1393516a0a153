namespace Tessera.Client.Cards;

/// <summary>A funding account at an issuer. Amounts in minor units of <see cref="Currency"/>.</summary>
public sealed record Account
{
    public required string Id { get; init; }

    public string? Issuer { get; init; }

    public AccountKind Kind { get; init; }

    public string? Currency { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Credit limit and balance less what is held.</summary>
    public long? Available { get; init; }
}
