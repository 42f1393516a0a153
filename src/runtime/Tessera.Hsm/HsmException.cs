namespace Tessera.Hsm;

/// <summary>A key, key file or vault is absent, damaged or not allowed: never a business refusal.</summary>
public sealed class HsmException(string message) : Exception(message);
