// EMV 4.4 Book 3, Annex A1 (9F36): the counter never repeats and never wraps.
namespace Tessera.Emv.Applet;

/// <summary>Hands out application transaction counters, each at most once.</summary>
internal sealed class AtcCounter(IAtcStore store)
{
    public const int Max = ushort.MaxValue;

    private int _highest;

    /// <summary>The last counter used; false when the store fails.</summary>
    public bool TryRead(out ushort counter)
    {
        var isKnown = store.TryRead(out var last) && last is >= 0 and <= Max;
        counter = isKnown ? (ushort)last : (ushort)0;
        return isKnown;
    }

    /// <summary>
    /// Takes the next counter, durable before it is returned. False for ever once 65,535 is used, and while the store
    /// fails or shows a counter older than one handed out here (a restored backup).
    /// </summary>
    public bool TryTake(out ushort counter)
    {
        counter = 0;
        if (!store.TryRead(out var last) || last < _highest || last is < 0 or >= Max)
        {
            return false;
        }

        var next = last + 1;
        if (!store.TryWrite(next))
        {
            // Nothing was handed out; whether the write landed all the same shows at the next read.
            _highest = last;
            return false;
        }

        _highest = next;
        counter = (ushort)next;
        return true;
    }
}
