namespace Tessera.Core;

public readonly record struct ColdKey(ColdKind Kind, UInt128 Id);
