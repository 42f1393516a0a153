namespace Tessera.Cli.Conformance;

/// <summary>One line of the report.</summary>
/// <param name="Topic">The topic of the file.</param>
/// <param name="Name">The name of the vector.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Reason">Why it did not pass; when it did, what its topic notes, mostly nothing.</param>
internal sealed record VectorResult(string Topic, string Name, VectorOutcome Outcome, string Reason);
