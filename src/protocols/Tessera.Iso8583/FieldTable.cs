// Where the fields of one message lie: offsets and lengths in the caller's buffer, no copy and no object.
using System.Runtime.CompilerServices;

namespace Tessera.Iso8583;

internal struct FieldTable
{
    private Column offsets;
    private Column units;

    internal readonly int OffsetOf(int field) => offsets[field - 1];

    internal readonly int UnitsOf(int field) => units[field - 1];

    internal void Set(int field, int offset, int unitCount)
    {
        offsets[field - 1] = (ushort)offset;
        units[field - 1] = (ushort)unitCount;
    }

    [InlineArray(128)]
    private struct Column
    {
        private ushort first;
    }
}
