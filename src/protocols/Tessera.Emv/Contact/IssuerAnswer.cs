// EMV 4.4 Book 4, 12.2.1; ISO 8583:1987, elements 39 and 55: what comes back from the issuer.
namespace Tessera.Emv.Contact;

/// <summary>The issuer's answer to an online request (EMV Book 4, 12.2.1).</summary>
/// <param name="ResponseCode">Two characters, as element 39 and 8A; 00, 10 and 11 approve.</param>
/// <param name="Emv">Element 55 of the answer: 91, 71 and 72 in BER-TLV; empty when the issuer sent none.</param>
public sealed record IssuerAnswer(string ResponseCode, ReadOnlyMemory<byte> Emv)
{
    /// <summary>True when the code approves.</summary>
    public bool IsApproved => ResponseCode is "00" or "10" or "11";
}
