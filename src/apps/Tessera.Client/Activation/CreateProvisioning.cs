namespace Tessera.Client.Activation;

/// <summary>Accepts the terms and asks the issuer for a token on the device of the eligibility check.</summary>
public sealed record CreateProvisioning
{
    public required string EligibilityCheck { get; init; }

    public required string TermsVersion { get; init; }

    public required DeviceSignals Signals { get; init; }
}
