namespace Tessera.Server.Api.Cards;

public sealed record AccountTransferView
{
    public required string Id { get; init; }

    public string Object => "account_transfer";

    public required string Source { get; init; }

    public required string Target { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }
}
