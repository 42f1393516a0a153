// EMV 4.4 Book 2, 5.3 and 6.4: the data objects of one certificate.
namespace Tessera.Emv.Authentication;

/// <summary>The objects that make up one certificate (EMV Book 2, 5.3 and 6.4).</summary>
/// <param name="Certificate">90 or 9F46, as long as the signer's key.</param>
/// <param name="Remainder">92 or 9F48: what of the modulus did not fit; empty when all did.</param>
/// <param name="Exponent">9F32 or 9F47.</param>
public sealed record CertificateParts(
    ReadOnlyMemory<byte> Certificate, ReadOnlyMemory<byte> Remainder, ReadOnlyMemory<byte> Exponent);
