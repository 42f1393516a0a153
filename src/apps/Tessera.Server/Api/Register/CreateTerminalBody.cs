namespace Tessera.Server.Api.Register;

public sealed record CreateTerminalBody
{
    public required string Merchant { get; init; }

    public required string TerminalNumber { get; init; }
}
