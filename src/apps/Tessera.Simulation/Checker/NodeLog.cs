namespace Tessera.Simulation.Checker;

internal sealed record NodeLog(string Node, IReadOnlyList<LogRow> Rows);
