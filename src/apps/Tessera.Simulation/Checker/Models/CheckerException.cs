namespace Tessera.Simulation.Checker.Models;

/// <summary>The events make no sense that the checker could go on from.</summary>
internal sealed class CheckerException(string message) : Exception(message);
