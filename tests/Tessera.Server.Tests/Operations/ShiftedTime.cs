namespace Tessera.Server.Tests.Operations;

/// <summary>The system's clock, some time ahead.</summary>
internal sealed class ShiftedTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
