namespace Tessera.Bench.Peers;

/// <summary>Taps for the peer: tokens at random, each with its next counter value. Many callers take from it.</summary>
internal sealed class PeerTaps(int tokens)
{
    private readonly int[] counters = new int[tokens];
    private long last;

    public (long Id, long Number, int Counter) Next()
    {
        var token = Random.Shared.Next(tokens);
        return (Interlocked.Increment(ref last), PeerTables.FirstNumber + token,
            Interlocked.Increment(ref counters[token]));
    }
}
