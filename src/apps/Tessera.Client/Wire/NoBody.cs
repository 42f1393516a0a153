namespace Tessera.Client.Wire;

/// <summary>The empty JSON object of a POST that takes no members.</summary>
internal sealed record NoBody
{
    public static NoBody Instance { get; } = new();
}
