namespace Tessera.Client.Cards;

/// <summary>New plastic for a card whose tokens stay.</summary>
public sealed record ReissueCard
{
    /// <summary><c>YYYY-MM</c>.</summary>
    public required string Expiry { get; init; }

    /// <summary>The new PAN, digits only; left out, the card keeps its own under a new sequence number.</summary>
    public string? Pan { get; init; }

    public int? SequenceNumber { get; init; }

    /// <summary>Hides the card number.</summary>
    public override string ToString() => $"{nameof(ReissueCard)} {{ Expiry = {Expiry} }}";
}
