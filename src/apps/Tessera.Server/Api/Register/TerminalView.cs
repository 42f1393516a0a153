using Tessera.Core.Directory;

namespace Tessera.Server.Api.Register;

public sealed record TerminalView
{
    public required string Id { get; init; }

    public string Object => "terminal";

    public required string Merchant { get; init; }

    public required string TerminalNumber { get; init; }

    public static TerminalView Of(PaymentTerminal terminal) => new()
    {
        Id = terminal.Id.ToString(),
        Merchant = terminal.Merchant.ToString(),
        TerminalNumber = terminal.Code,
    };
}
