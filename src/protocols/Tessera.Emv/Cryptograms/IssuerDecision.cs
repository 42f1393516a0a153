// EMV Book 2 (4.3), section 8.2, and EMV CCD annex D (card status update): what the issuer tells the card.
namespace Tessera.Emv.Cryptograms;

/// <summary>An issuer's decision as a response cryptogram carries it.</summary>
/// <param name="ResponseCode">Authorisation response code, two ASCII characters as in DE39 ("00").</param>
/// <param name="StatusUpdate">Card status update, 4 bytes as a number; 00800000 approves.</param>
public readonly record struct IssuerDecision(string ResponseCode, uint StatusUpdate)
{
    private const uint Approves = 0x0080_0000;

    /// <summary>The usual decision: the code, and a status update that only approves or does not.</summary>
    /// <param name="responseCode">Two ASCII characters.</param>
    /// <param name="isApproved">True when the issuer approves.</param>
    public static IssuerDecision Of(string responseCode, bool isApproved) =>
        new(responseCode, isApproved ? Approves : 0);
}
