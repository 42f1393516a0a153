using Tessera.Core.Directory;
using Tessera.Core.Fees;

namespace Tessera.Server.Api.Register;

/// <summary>The fee, and the part of each capture that is held back for some days.</summary>
public sealed record MerchantTermsBody
{
    public required WireName<FeePlan> FeePlan { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required long FeeFixed { get; init; }

    public required int ReserveBasisPoints { get; init; }

    public required int ReserveDays { get; init; }

    public MerchantTerms ToCore() =>
        new(FeePlan.Value, FeeBasisPoints, FeeFixed, ReserveBasisPoints, ReserveDays);
}
