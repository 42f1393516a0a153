namespace Tessera.Server.Api.Disputes;

public sealed record CaseClosedView(string Id, string State)
{
    public string Object => "clearing_exception";
}
