using System.Security.Cryptography;
using System.Text;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Device.Wallet;

/// <summary>
/// Recomputes the issuer's response cryptogram with the token's own key. A contactless till keeps that answer to
/// itself; when it reaches the phone (by the network, or in a contact transaction) this tells whether it is genuine.
/// </summary>
internal static class IssuerAnswer
{
    private const string Approved = "00";
    private static readonly BerTag IssuerAuthenticationTag = new(0x91);
    private static readonly BerTag ResponseCodeTag = new(0x8A);

    public static bool IsGenuine(
        CryptogramRules rules, PinnedKey key, ReadOnlySpan<byte> field55, ReadOnlySpan<byte> response)
    {
        if (!CryptogramElements.TryRead(field55, out var elements, out _)
            || !BerTlv.TryFind(response, IssuerAuthenticationTag, out var claimed)
            || !BerTlv.TryFind(response, ResponseCodeTag, out var code)
            || code.Length != 2
            || elements.TransactionCounter.Length != 2
            || elements.Cryptogram.Length != ApplicationCryptogram.Bytes)
        {
            return false;
        }

        var responseCode = Encoding.ASCII.GetString(code);
        var decision = IssuerDecision.Of(
            responseCode, string.Equals(responseCode, Approved, StringComparison.Ordinal));
        Span<byte> expected = stackalloc byte[ResponseCryptogram.MaximumBytes];
        var length = ResponseCryptogram.Write(rules, key.Bytes, elements, decision, expected);
        return length > 0 && CryptographicOperations.FixedTimeEquals(expected[..length], claimed);
    }
}
