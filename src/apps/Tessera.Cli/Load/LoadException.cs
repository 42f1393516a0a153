namespace Tessera.Cli.Load;

/// <summary>The load cannot be made; the message says why.</summary>
internal sealed class LoadException(string message) : Exception(message);
