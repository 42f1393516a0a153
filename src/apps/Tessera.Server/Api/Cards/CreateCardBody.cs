namespace Tessera.Server.Api.Cards;

public sealed record CreateCardBody
{
    public required string Account { get; init; }

    public required WireSecret Pan { get; init; }

    public required string Expiry { get; init; }

    public required CardHolderBody Holder { get; init; }

    public int? SequenceNumber { get; init; }
}
