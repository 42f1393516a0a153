namespace Tessera.Server.Api.Cards;

public sealed record DepositBody
{
    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public int? CurrencyExponent { get; init; }
}
