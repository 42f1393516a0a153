// EMV Book 2 (4.3), section 8.2: authorisation response cryptograms (ARPC), methods 1 and 2.
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Emv.Keys;

namespace Tessera.Emv.Cryptograms;

/// <summary>Makes authorisation response cryptograms and the value of tag 91 that carries them.</summary>
public static class ResponseCryptogram
{
    /// <summary>Longest proprietary authentication data of method 2.</summary>
    public const int MaximumProprietaryBytes = 8;

    /// <summary>Longest value of tag 91.</summary>
    public const int MaximumBytes = 16;

    /// <summary>Method 1 (section 8.2.1): 3DES over the request cryptogram exclusive-or the response code.</summary>
    /// <param name="key">16 bytes: session or card key.</param>
    /// <param name="requestCryptogram">8 bytes (9F26).</param>
    /// <param name="responseCode">2 bytes (8A).</param>
    /// <param name="target">8 bytes.</param>
    public static void Method1(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> requestCryptogram,
        ReadOnlySpan<byte> responseCode,
        Span<byte> target)
    {
        Span<byte> block = stackalloc byte[8];
        requestCryptogram[..8].CopyTo(block);
        block[0] ^= responseCode[0];
        block[1] ^= responseCode[1];
        TripleDesCipher.Encrypt(key, block, target);
    }

    /// <summary>Method 2 (section 8.2.2): the left four bytes of a MAC over request, status update and more.</summary>
    /// <param name="algorithm">Cipher of the key.</param>
    /// <param name="key">16 bytes: session key.</param>
    /// <param name="requestCryptogram">8 bytes (9F26).</param>
    /// <param name="statusUpdate">
    /// Card status update (4 bytes), then 0 to 8 bytes proprietary authentication data.
    /// </param>
    /// <param name="target">4 bytes.</param>
    public static void Method2(
        KeyAlgorithm algorithm,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> requestCryptogram,
        ReadOnlySpan<byte> statusUpdate,
        Span<byte> target)
    {
        Span<byte> input = stackalloc byte[8 + 4 + MaximumProprietaryBytes];
        requestCryptogram[..8].CopyTo(input);
        statusUpdate.CopyTo(input[8..]);
        Span<byte> mac = stackalloc byte[8];
        ApplicationCryptogram.Compute(algorithm, key, input[..(8 + statusUpdate.Length)], MacPadding.Method2, mac);
        mac[..4].CopyTo(target);
    }

    /// <summary>Makes the value of tag 91 by the method of a cryptogram version.</summary>
    /// <param name="rules">Cryptogram version.</param>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="elements">ATC, unpredictable number and request cryptogram of the transaction.</param>
    /// <param name="decision">What the issuer decided.</param>
    /// <param name="target">At least <see cref="MaximumBytes"/>.</param>
    /// <returns>Length of the value; 0 when the version has no answer.</returns>
    public static int Write(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        in CryptogramElements elements,
        IssuerDecision decision,
        Span<byte> target)
    {
        if (rules.Response == ResponseMethod.None)
        {
            return 0;
        }
        Span<byte> key = stackalloc byte[16];
        ApplicationCryptogram.DeriveSessionKey(
            rules.AnswersByCardKey ? SessionKeyMethod.None : rules.SessionKey,
            cardKey,
            BinaryPrimitives.ReadUInt16BigEndian(elements.TransactionCounter),
            elements.UnpredictableNumber,
            key);
        var length = rules.Response == ResponseMethod.ResponseCode
            ? WriteMethod1(key, elements.Cryptogram, decision.ResponseCode, target)
            : WriteMethod2(rules.Algorithm, key, elements.Cryptogram, decision.StatusUpdate, target);
        CryptographicOperations.ZeroMemory(key);
        return length;
    }

    /// <summary>The card's side: checks the value of tag 91 and tells what the issuer decided.</summary>
    /// <param name="rules">Cryptogram version.</param>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="elements">ATC, unpredictable number and request cryptogram of the transaction.</param>
    /// <param name="answer">Tag 91: 10 bytes for method 1; 8 to 16 for method 2.</param>
    /// <param name="isApproved">True when the proved code is 00, 10 or 11, or the status update approves.</param>
    /// <returns>True when the issuer made the answer for this request.</returns>
    public static bool Verify(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        in CryptogramElements elements,
        ReadOnlySpan<byte> answer,
        out bool isApproved)
    {
        isApproved = false;
        var isMethod1 = rules.Response == ResponseMethod.ResponseCode;
        if (rules.Response == ResponseMethod.None || (isMethod1 ? answer.Length != 10 : answer.Length is < 8 or > 16))
        {
            return false;
        }
        Span<byte> key = stackalloc byte[16];
        Span<byte> expected = stackalloc byte[8];
        ApplicationCryptogram.DeriveSessionKey(
            rules.AnswersByCardKey ? SessionKeyMethod.None : rules.SessionKey,
            cardKey,
            BinaryPrimitives.ReadUInt16BigEndian(elements.TransactionCounter),
            elements.UnpredictableNumber,
            key);
        var length = isMethod1 ? 8 : 4;
        if (isMethod1)
        {
            Method1(key, elements.Cryptogram, answer[8..], expected);
            isApproved = answer[8..].SequenceEqual("00"u8) || answer[8..].SequenceEqual("10"u8)
                || answer[8..].SequenceEqual("11"u8);
        }
        else
        {
            Method2(rules.Algorithm, key, elements.Cryptogram, answer[4..], expected);
            isApproved = (answer[5] & 0x80) != 0;
        }
        CryptographicOperations.ZeroMemory(key);
        var isRight = CryptographicOperations.FixedTimeEquals(expected[..length], answer[..length]);
        isApproved &= isRight;
        return isRight;
    }

    private static int WriteMethod1(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> requestCryptogram,
        string responseCode,
        Span<byte> target)
    {
        var code = target.Slice(8, 2);
        if (responseCode.Length != 2 || Encoding.ASCII.GetBytes(responseCode, code) != 2)
        {
            throw new ArgumentException("A response code has two characters.", nameof(responseCode));
        }
        Method1(key, requestCryptogram, code, target);
        return 10;
    }

    private static int WriteMethod2(
        KeyAlgorithm algorithm,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> requestCryptogram,
        uint statusUpdate,
        Span<byte> target)
    {
        var update = target.Slice(4, 4);
        BinaryPrimitives.WriteUInt32BigEndian(update, statusUpdate);
        Method2(algorithm, key, requestCryptogram, update, target);
        return 8;
    }
}
