// EMV 4.4 Book 3, 5.4: one entry of a data object list.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>One wish of a DOL: a tag and the number of bytes wanted (EMV Book 3, 5.4).</summary>
/// <param name="Tag">The tag asked for.</param>
/// <param name="LengthBytes">How many bytes its value takes in the filled list, 0 to 255.</param>
public readonly record struct DataObjectListEntry(BerTag Tag, int LengthBytes);
