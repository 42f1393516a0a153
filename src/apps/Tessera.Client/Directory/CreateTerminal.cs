namespace Tessera.Client.Directory;

/// <summary>Registers a till of a merchant.</summary>
public sealed record CreateTerminal
{
    public required string Merchant { get; init; }

    /// <summary>DE41: eight characters, letters and digits.</summary>
    public required string TerminalNumber { get; init; }
}
