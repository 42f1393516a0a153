// EMV Book 2 (4.3), section 8.1: application cryptograms (ARQC, TC, AAC).
using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Emv.Cryptograms;

/// <summary>Makes application cryptograms. ARQC, TC and AAC differ only in what the covered bytes say.</summary>
public static class ApplicationCryptogram
{
    /// <summary>Length of a cryptogram (9F26).</summary>
    public const int Bytes = 8;

    /// <summary>Makes the cryptogram of a transaction from the card key.</summary>
    /// <param name="rules">Cryptogram version.</param>
    /// <param name="cardKey">16 bytes, of the version's algorithm.</param>
    /// <param name="elements">Data elements, issuer application data included.</param>
    /// <param name="target">8 bytes.</param>
    /// <param name="error">Missing or BadLength, with the tag as path.</param>
    public static bool TryCompute(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        in CryptogramElements elements,
        Span<byte> target,
        out ParseError error)
    {
        Span<byte> input = stackalloc byte[CryptogramInputAssembly.MaximumBytes];
        if (!CryptogramInputAssembly.TryWrite(rules, elements, input, out var length, out error))
        {
            return false;
        }
        Compute(rules, cardKey, elements, input[..length], target);
        return true;
    }

    /// <summary>Makes the cryptogram over covered bytes that are put together already.</summary>
    /// <param name="rules">Cryptogram version.</param>
    /// <param name="cardKey">16 bytes, of the version's algorithm.</param>
    /// <param name="elements">ATC and unpredictable number.</param>
    /// <param name="input">What <see cref="CryptogramInputAssembly"/> wrote from the elements.</param>
    /// <param name="target">8 bytes.</param>
    public static void Compute(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        in CryptogramElements elements,
        ReadOnlySpan<byte> input,
        Span<byte> target)
    {
        Span<byte> session = stackalloc byte[16];
        DeriveSessionKey(
            rules.SessionKey,
            cardKey,
            BinaryPrimitives.ReadUInt16BigEndian(elements.TransactionCounter),
            elements.UnpredictableNumber,
            session);
        Compute(rules.Algorithm, session, input, rules.Padding, target);
        CryptographicOperations.ZeroMemory(session);
    }

    /// <summary>The MAC step alone: covered bytes under a key that is ready.</summary>
    /// <param name="algorithm">3DES: ISO 9797-1 algorithm 3; AES: CMAC over the padded bytes, left half.</param>
    /// <param name="sessionKey">16 bytes.</param>
    /// <param name="input">Unpadded covered bytes.</param>
    /// <param name="padding">Padding method.</param>
    /// <param name="target">8 bytes.</param>
    public static void Compute(
        KeyAlgorithm algorithm,
        ReadOnlySpan<byte> sessionKey,
        ReadOnlySpan<byte> input,
        MacPadding padding,
        Span<byte> target)
    {
        if (algorithm == KeyAlgorithm.TripleDes)
        {
            RetailMac.Compute(sessionKey, input, padding, target);
            return;
        }
        Span<byte> padded = stackalloc byte[input.Length + AesCipher.BlockBytes];
        var length = MacBlocks.Pad(input, padding, AesCipher.BlockBytes, padded);
        Span<byte> mac = stackalloc byte[AesCmac.MacBytes];
        AesCmac.Compute(sessionKey, padded[..length], mac);
        mac[..Bytes].CopyTo(target);
    }

    /// <summary>Derives the key of one cryptogram by any method.</summary>
    /// <param name="method">Session key method.</param>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="unpredictableNumber">4 bytes (9F37); used by the Mastercard method only.</param>
    /// <param name="target">16 bytes.</param>
    public static void DeriveSessionKey(
        SessionKeyMethod method,
        ReadOnlySpan<byte> cardKey,
        ushort transactionCounter,
        ReadOnlySpan<byte> unpredictableNumber,
        Span<byte> target)
    {
        switch (method)
        {
            case SessionKeyMethod.None:
                cardKey[..16].CopyTo(target);
                break;
            case SessionKeyMethod.Common:
                SessionKey.Common(cardKey, transactionCounter, target);
                break;
            case SessionKeyMethod.Mastercard:
                SessionKey.Mastercard(cardKey, transactionCounter, unpredictableNumber, target);
                break;
            case SessionKeyMethod.CommonAes:
                SessionKey.CommonAes(cardKey, transactionCounter, target);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(method));
        }
    }
}
