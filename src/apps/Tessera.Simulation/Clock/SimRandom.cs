namespace Tessera.Simulation.Clock;

/// <summary>SplitMix64: the same seed gives the same numbers on every runtime, which the framework's generator does not
/// promise.</summary>
internal sealed class SimRandom(ulong seed)
{
    private ulong state = seed;

    public ulong NextBits()
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 to below the bound; the bias of the remainder is below 2^-32 for the bounds used here.</summary>
    public int Below(int bound) => (int)(NextBits() % (ulong)bound);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int perMille) => Below(1_000) < perMille;

    public TimeSpan Between(TimeSpan least, TimeSpan most) =>
        least + TimeSpan.FromTicks((long)(NextBits() % (ulong)((most - least).Ticks + 1)));

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public void Fill(Span<byte> target)
    {
        foreach (ref var value in target)
        {
            value = (byte)(NextBits() & 0xFF);
        }
    }

    /// <summary>A generator of its own for a part of the world, so that one more draw there changes nothing here.
    /// </summary>
    public SimRandom Fork() => new(NextBits());
}
