// EMV 4.4 Book 3, Annex A1 (9F36): a counter in memory, for simulated cards.
namespace Tessera.Emv.Applet;

/// <summary>A counter store that lives as long as its object: for simulated cards, which are never restarted.</summary>
public sealed class VolatileAtcStore : IAtcStore
{
    private int _last;

    /// <inheritdoc/>
    public bool TryRead(out int last)
    {
        last = _last;
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(int last)
    {
        _last = last;
        return true;
    }
}
