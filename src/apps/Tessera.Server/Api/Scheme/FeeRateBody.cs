using Tessera.Core.Fees;

namespace Tessera.Server.Api.Scheme;

/// <summary>Basis points of the amount, bounded by a cap, and a fixed part for each presentment; minor
/// units.</summary>
public sealed record FeeRateBody
{
    public required int BasisPoints { get; init; }

    public long? Fixed { get; init; }

    public long? Cap { get; init; }

    public static FeeRateBody? Of(FeeRate? rate) => rate is null ? null : new()
    {
        BasisPoints = rate.BasisPoints,
        Fixed = rate.FixedMinor == 0 ? null : rate.FixedMinor,
        Cap = rate.CapMinor == 0 ? null : rate.CapMinor,
    };

    public FeeRate ToCore() => new(BasisPoints, Fixed ?? 0, Cap ?? 0);
}
