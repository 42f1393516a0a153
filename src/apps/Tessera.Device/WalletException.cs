namespace Tessera.Device;

/// <summary>The phone cannot go on: its files, or what the server sent, are not what they must be.</summary>
public sealed class WalletException(string message) : Exception(message);
