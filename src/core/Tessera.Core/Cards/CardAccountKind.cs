namespace Tessera.Core.Cards;

// Persisted numbers: append only.
public enum CardAccountKind : byte
{
    Credit = 1,
    Prepaid = 2,
}
