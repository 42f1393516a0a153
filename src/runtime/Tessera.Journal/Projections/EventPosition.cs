using Tessera.Primitives;

namespace Tessera.Journal.Projections;

/// <summary>
/// Where an event stands: its row and its place in the row. The number orders all events and is the same after every
/// rebuild, so cursors given out stay good.
/// </summary>
public readonly record struct EventPosition(long Sequence, int Index)
{
    private const int IndexBits = 20;

    public long Number
    {
        get
        {
            Invariant.Check(Index < 1 << IndexBits, "a row holds fewer than a million events");
            return (Sequence << IndexBits) | (long)Index;
        }
    }

    public static EventPosition Of(long number) =>
        new(number >> IndexBits, (int)(number & ((1L << IndexBits) - 1)));
}
