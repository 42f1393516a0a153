namespace Tessera.Server.Api.Cards;

public sealed record ReissueCardBody
{
    public required string Expiry { get; init; }

    /// <summary>The new number; left out, the card keeps its own and the sequence number must be new.</summary>
    public WireSecret? Pan { get; init; }

    /// <summary>1 when left out.</summary>
    public int? SequenceNumber { get; init; }
}
