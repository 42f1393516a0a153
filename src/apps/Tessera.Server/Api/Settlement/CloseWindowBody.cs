namespace Tessera.Server.Api.Settlement;

public sealed record CloseWindowBody
{
    public string? BusinessDate { get; init; }
}
