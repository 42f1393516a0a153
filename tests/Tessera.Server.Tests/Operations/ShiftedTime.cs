namespace Tessera.Server.Tests.Operations;

/// <summary>The system's clock, some time ahead; it may be set further ahead.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    private TimeSpan _ahead = ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public override long GetTimestamp() =>
        base.GetTimestamp() + (_ahead.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public void Advance(TimeSpan step) => _ahead += step;
}
