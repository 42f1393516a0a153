namespace Tessera.Cli.Load;

/// <summary>The load cannot be made; the message says why.</summary>
internal sealed class LoadException(string message) : Exception(message)
{
    /// <summary>What was asked for does not go together.</summary>
    public bool IsUsage { get; private init; }

    public static LoadException Usage(string message) => new(message) { IsUsage = true };
}
