// EMV 4.4 Book 2, tables 6 and 14: the two certificates of a chain.
namespace Tessera.Emv.Authentication;

/// <summary>Which key a certificate holds; the number is the format byte (EMV Book 2, tables 6 and 14).</summary>
public enum CertificateKind
{
    /// <summary>Issuer key, signed by the scheme (90).</summary>
    Issuer = 2,

    /// <summary>Card key, signed by the issuer (9F46).</summary>
    Card = 4,
}
