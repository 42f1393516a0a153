namespace Tessera.Simulation.Checker.Books;

/// <summary>The events make no sense that the checker could go on from.</summary>
internal sealed class CheckerException(string message) : Exception(message);
