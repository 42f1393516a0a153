namespace Tessera.Client.Directory;

/// <summary>Time limits of chargebacks in days, and fees in minor units.</summary>
public sealed record ChargebackPolicy
{
    /// <summary>After the authorisation.</summary>
    public required int OpenDays { get; init; }

    public required int RepresentDays { get; init; }

    public required int PreArbitrateDays { get; init; }

    public required int RuleDays { get; init; }

    /// <summary>What a merchant pays its acquirer for each chargeback.</summary>
    public required long MerchantFee { get; init; }

    /// <summary>What the loser of a ruling pays the network.</summary>
    public required long RulingFee { get; init; }
}
