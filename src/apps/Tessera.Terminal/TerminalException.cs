namespace Tessera.Terminal;

/// <summary>The till cannot go on: its files are damaged, or its acquirer refuses it.</summary>
public sealed class TerminalException(string message) : Exception(message);
