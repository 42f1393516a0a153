namespace Tessera.Core.Tokens;

// Persisted numbers: append only.
public enum CredentialKind : byte
{
    SecureElement = 1,
    Cloud = 2,
}
