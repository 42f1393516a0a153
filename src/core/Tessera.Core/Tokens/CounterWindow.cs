namespace Tessera.Core.Tokens;

// Which transaction counter values are used: the highest and the 64 before it bit by bit; older ones count as used.
public readonly record struct CounterWindow(ushort Highest, ulong Bits, bool IsStarted)
{
    public bool IsUsed(ushort atc)
    {
        if (!IsStarted || atc > Highest)
        {
            return false;
        }

        var age = Highest - atc;
        return age >= 64 || ((Bits >> age) & 1) != 0;
    }

    public CounterWindow Use(ushort atc)
    {
        Invariant.Check(!IsUsed(atc), "a counter value is used once");
        if (IsStarted && atc < Highest)
        {
            return this with { Bits = Bits | (1UL << (Highest - atc)) };
        }

        var step = IsStarted ? atc - Highest : 64;
        return new(atc, step >= 64 ? 1 : unchecked((Bits << step) | 1), IsStarted: true);
    }
}
