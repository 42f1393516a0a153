using Tessera.Core.Disputes;

namespace Tessera.Server.Api.Scheme;

/// <summary>Time limits in days, fees in minor units. One shape both ways.</summary>
public sealed record ChargebackPolicyBody
{
    public required int OpenDays { get; init; }

    public required int RepresentDays { get; init; }

    public required int PreArbitrateDays { get; init; }

    public required int RuleDays { get; init; }

    public required long MerchantFee { get; init; }

    public required long RulingFee { get; init; }

    public static ChargebackPolicyBody Of(ChargebackPolicy policy) => new()
    {
        OpenDays = policy.OpenDays,
        RepresentDays = policy.RepresentDays,
        PreArbitrateDays = policy.PreArbitrateDays,
        RuleDays = policy.RuleDays,
        MerchantFee = policy.MerchantFeeMinor,
        RulingFee = policy.RulingFeeMinor,
    };

    public ChargebackPolicy ToCore() => new()
    {
        OpenDays = OpenDays,
        RepresentDays = RepresentDays,
        PreArbitrateDays = PreArbitrateDays,
        RuleDays = RuleDays,
        MerchantFeeMinor = MerchantFee,
        RulingFeeMinor = RulingFee,
    };
}
