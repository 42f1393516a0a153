namespace Tessera.Core.Directory;

// Persisted numbers: append only.
public enum RangeKind : byte
{
    Funding = 1,
    Token = 2,
}
