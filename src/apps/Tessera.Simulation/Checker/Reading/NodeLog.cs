namespace Tessera.Simulation.Checker.Reading;

internal sealed record NodeLog(string Node, IReadOnlyList<LogRow> Rows);
