namespace Tessera.Core.Tests.Month;

// A chargeback and the way it is to go.
public sealed class Dispute(Id<IdKinds.Chargeback> id, DisputeWay way)
{
    public Id<IdKinds.Chargeback> Id => id;

    public DisputeWay Way => way;
}
