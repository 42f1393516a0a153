namespace Tessera.Bench.Memory;

/// <summary>A clock that is moved by hand, so that days of payments pass in minutes.</summary>
internal sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public override DateTimeOffset GetUtcNow() => now;

    public void Pass(TimeSpan time) => now += time;
}
