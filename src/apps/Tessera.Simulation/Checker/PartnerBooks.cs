namespace Tessera.Simulation.Checker;

/// <summary>Which book is whose, as each side numbers them.</summary>
internal sealed record PartnerBooks(ushort Network, ushort BankAtNetwork, ushort Bank, ushort NetworkAtBank);
