namespace Tessera.Cli.Conformance;

/// <summary>How one vector went.</summary>
internal enum VectorOutcome
{
    /// <summary>The codec answered as expected.</summary>
    Passed = 0,

    /// <summary>The codec answered otherwise, or threw.</summary>
    Failed = 1,

    /// <summary>No codec claims the topic or the shape.</summary>
    Unsupported = 2,
}
