namespace Tessera.Core.Ledger;

// The number of a legal entity's book; a participant owns exactly one. Zero is no book.
public readonly record struct BookId(ushort Number);
