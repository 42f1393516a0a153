namespace Tessera.Core.Tokens;

// Where a token may be used (domain restriction controls). Persisted numbers: append only.
[Flags]
public enum TokenDomains : byte
{
    None = 0,
    Contactless = 1,
    InApp = 2,
    Web = 4,
    OnFile = 8,
}
