namespace Tessera.Core.Cards;

// Persisted numbers: append only.
public enum CardStatus : byte
{
    Active = 1,
    Blocked = 2,
    Closed = 3,
}
