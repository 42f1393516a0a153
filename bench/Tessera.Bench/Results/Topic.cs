using Tessera.Bench.Measuring;

namespace Tessera.Bench.Results;

/// <summary>What one part of the suite measured: one file of results.</summary>
/// <param name="Name">The part's name and the file's.</param>
/// <param name="Notes">Sentences that a reader needs beside the figures.</param>
internal sealed record Topic(string Name, string Title, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>False where a ratio to the peer says nothing.</summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>The command, where the part has no rates and so no figures.</summary>
    public string Command { get; init; } = "";
}
