namespace Tessera.Journal;

public readonly record struct ColdKey(ushort Kind, UInt128 Id);
