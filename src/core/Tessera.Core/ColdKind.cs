namespace Tessera.Core;

// Persisted numbers: append only.
public enum ColdKind : byte
{
    Payment = 1,
    Answer = 2,
    Trace = 3,
    Facts = 4,
}
