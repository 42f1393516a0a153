namespace Tessera.Cli.Torture;

/// <summary>The torture cannot go on; the message says why.</summary>
internal sealed class TortureException(string message) : Exception(message);
