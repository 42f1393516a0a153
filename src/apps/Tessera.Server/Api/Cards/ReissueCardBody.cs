namespace Tessera.Server.Api.Cards;

public sealed record ReissueCardBody
{
    public required string Expiry { get; init; }

    /// <summary>The new number; left out, the card keeps its own and the sequence number rises.</summary>
    public WireSecret? Pan { get; init; }

    /// <summary>When left out, 1 with a new number and otherwise the next.</summary>
    public int? SequenceNumber { get; init; }
}
