namespace Tessera.Client.Cards;

/// <summary>Personal details that the issuer holds for one-time codes; stored encrypted per person.</summary>
public sealed record CardHolder
{
    public required string Name { get; init; }

    /// <summary>E.164.</summary>
    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Hides the person.</summary>
    public override string ToString() => nameof(CardHolder);
}
