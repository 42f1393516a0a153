namespace Tessera.Server.Api.Cards;

public sealed record AccountTransferBody
{
    public required string Source { get; init; }

    public required string Target { get; init; }

    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public int? CurrencyExponent { get; init; }
}
