namespace Tessera.Client.Settlement;

public sealed record MerchantStatement
{
    public required string Merchant { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public IReadOnlyList<StatementLine> Lines { get; init; } = [];
}
