// EMV 4.4 Book 3, Annex A1: data elements dictionary.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>One row of the data elements dictionary (EMV Book 3, Annex A1).</summary>
/// <param name="Tag">The BER-TLV tag.</param>
/// <param name="Name">The English name used by the specification.</param>
/// <param name="Format">The format of the value, which decides padding and truncation in a DOL.</param>
/// <param name="MinLengthBytes">The shortest value allowed.</param>
/// <param name="MaxLengthBytes">The longest value allowed.</param>
/// <param name="Source">Who supplies the value.</param>
public sealed record DataElement(
    BerTag Tag,
    string Name,
    DataElementFormat Format,
    int MinLengthBytes,
    int MaxLengthBytes,
    DataElementSource Source)
{
    /// <summary>True when a value of this length is allowed for the element.</summary>
    public bool Allows(int lengthBytes) => lengthBytes >= MinLengthBytes && lengthBytes <= MaxLengthBytes;
}
