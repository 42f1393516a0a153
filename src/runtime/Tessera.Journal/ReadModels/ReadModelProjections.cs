using Tessera.Journal.Projections;

namespace Tessera.Journal.ReadModels;

public static class ReadModelProjections
{
    public static IReadOnlyList<IProjection> All { get; } =
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
