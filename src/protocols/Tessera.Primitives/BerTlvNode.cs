namespace Tessera.Primitives;

/// <summary>One data object of a decoded tree.</summary>
/// <param name="Tag">Its tag.</param>
/// <param name="Value">Its content bytes, a slice of the source; of a template too.</param>
/// <param name="Children">The data objects inside a template, in wire order; empty for a primitive one.</param>
/// <param name="OffsetBytes">Where the content begins in the whole source.</param>
public sealed record BerTlvNode(
    BerTag Tag,
    ReadOnlyMemory<byte> Value,
    IReadOnlyList<BerTlvNode> Children,
    int OffsetBytes)
{
    /// <summary>The tag and the count of content bytes; never the content, which may be card data.</summary>
    public override string ToString() => $"{Tag} ({Value.Length} bytes)";
}
