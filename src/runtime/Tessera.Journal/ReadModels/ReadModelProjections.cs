using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public static class ReadModelProjections
{
    /// <summary>New ones at each call: a projection belongs to one runner.</summary>
    public static IReadOnlyList<IProjection> Create() =>
    [
        new PaymentProjection(),
        new TokenProjection(),
        new ActivationProjection(),
        new UsageProjection(),
        new SettlementProjection(),
        new PresentmentProjection(),
        new ChargebackProjection(),
        new AcceptanceProjection(),
        new FeedProjection(),
        new PartnerMessageProjection(),
    ];
}
