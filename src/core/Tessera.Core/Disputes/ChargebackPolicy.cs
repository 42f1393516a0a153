namespace Tessera.Core.Disputes;

// Time limits in days and fees in minor units: what a merchant pays its acquirer for each chargeback, and what the
// loser of a ruling pays the network.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record ChargebackPolicy
{
    public static readonly ChargebackPolicy Default = new();

    // After the authorisation.
    [Order(0)]
    public int OpenDays { get; init; } = 120;

    [Order(1)]
    public int RepresentDays { get; init; } = 30;

    [Order(2)]
    public int PreArbitrateDays { get; init; } = 30;

    [Order(3)]
    public int RuleDays { get; init; } = 30;

    [Order(4)]
    public long MerchantFeeMinor { get; init; }

    [Order(5)]
    public long RulingFeeMinor { get; init; }

    public bool IsValid() =>
        OpenDays is >= 1 and <= 730 && RepresentDays is >= 1 and <= 365 && PreArbitrateDays is >= 1 and <= 365
        && RuleDays is >= 1 and <= 365 && MerchantFeeMinor is >= 0 and <= Fees.FeeRate.MostMinor
        && RulingFeeMinor is >= 0 and <= Fees.FeeRate.MostMinor;
}
