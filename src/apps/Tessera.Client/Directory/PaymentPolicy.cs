namespace Tessera.Client.Directory;

/// <summary>Thresholds of authorisation.</summary>
public sealed record PaymentPolicy
{
    public required long CvmLimitMinor { get; init; }

    public required int CvmCurrencyNumber { get; init; }

    public required int MaximumAtcJump { get; init; }

    public required int MaximumBadCryptograms { get; init; }

    public required int HoldDays { get; init; }

    public required int CaptureToleranceBasisPoints { get; init; }

    public required int RefundDays { get; init; }

    /// <summary>What is approved in the place of an issuer that does not answer, per payment; 0 is nothing.</summary>
    public long StandInLimitMinor { get; init; }

    /// <summary>The same per payer and day.</summary>
    public long StandInDailyMinor { get; init; }

    /// <summary>Payments per payer and day.</summary>
    public int StandInDailyCount { get; init; }

    /// <summary>
    /// Up to this amount a gate of public transport takes a device in transit mode, which verifies nobody; 0: never.
    /// </summary>
    public long TransitCapMinor { get; init; }
}
