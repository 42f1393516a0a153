namespace Tessera.Server.Api.Payments;

public sealed record RefusedAttemptView(string Terminal, string System)
{
    public string Object => "refused_attempt";
}
