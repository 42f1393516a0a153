namespace Tessera.Client.Activation;

/// <summary>What the wallet knows about device, account and place; the issuer's policy weighs it.</summary>
public sealed record DeviceSignals
{
    /// <summary>1 (worst) to 5 (best).</summary>
    public required int DeviceScore { get; init; }

    /// <summary>1 (worst) to 5 (best).</summary>
    public required int AccountScore { get; init; }

    /// <summary>1 (worst) to 5 (best).</summary>
    public int? PhoneNumberScore { get; init; }

    public int? AccountAgeDays { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>Two-character reason codes of the wallet provider.</summary>
    public IReadOnlyList<string>? ReasonCodes { get; init; }
}
