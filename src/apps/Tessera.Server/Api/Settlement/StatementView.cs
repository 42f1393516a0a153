namespace Tessera.Server.Api.Settlement;

public sealed record StatementView(string Merchant, string From, string To, IReadOnlyList<StatementLineView> Lines)
{
    public string Object => "statement";
}
