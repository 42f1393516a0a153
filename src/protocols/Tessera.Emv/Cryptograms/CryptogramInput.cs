// Scheme guides: which bytes a cryptogram covers.
namespace Tessera.Emv.Cryptograms;

/// <summary>What a cryptogram covers.</summary>
public enum CryptogramInput
{
    /// <summary>The ten data elements, then the card verification results.</summary>
    VerificationResults = 1,

    /// <summary>The ten data elements, then the card verification results and the counters.</summary>
    VerificationResultsAndCounters = 2,

    /// <summary>The ten data elements, then the whole issuer application data.</summary>
    WholeIssuerApplication = 3,

    /// <summary>Amount, unpredictable number, ATC and byte 5 of the issuer application data only.</summary>
    VisaShort = 4,
}
