namespace Tessera.Server.Api.Settlement;

public sealed record PayoutConfirmedView(string Id, string State)
{
    public string Object => "payout";
}
