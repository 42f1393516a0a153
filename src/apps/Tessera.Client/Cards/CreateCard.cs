namespace Tessera.Client.Cards;

/// <summary>Enrols a funding card of an account.</summary>
public sealed record CreateCard
{
    public required string Account { get; init; }

    /// <summary>The funding PAN, digits only.</summary>
    public required string Pan { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    public required CardHolder Holder { get; init; }

    public int? SequenceNumber { get; init; }

    /// <summary>Hides the card number.</summary>
    public override string ToString() => $"{nameof(CreateCard)} {{ Account = {Account} }}";
}
