namespace Tessera.Cli.Conformance;

/// <summary>The codec side of one topic of vectors.</summary>
internal interface ITopic
{
    /// <summary>The name of the topic, which is the name of its file.</summary>
    string Name { get; }

    /// <summary>
    /// Runs a vector when its shape is known. The failure is null when the codec answered as expected, else says what
    /// differs. False means that no handler takes the shape.
    /// </summary>
    bool TryRun(Vector vector, out string? failure);

    /// <summary>What the line of a passed vector adds; empty for most.</summary>
    string NoteOn(Vector vector) => string.Empty;
}
