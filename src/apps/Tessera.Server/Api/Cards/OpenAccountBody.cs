using Tessera.Core.Cards;

namespace Tessera.Server.Api.Cards;

public sealed record OpenAccountBody
{
    public required WireName<CardAccountKind> Kind { get; init; }

    public required string Currency { get; init; }

    public WireAmount? CreditLimit { get; init; }

    public string? CustomerSince { get; init; }

    public string? Issuer { get; init; }
}
