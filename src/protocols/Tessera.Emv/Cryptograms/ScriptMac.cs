// EMV Book 2 (4.3), section 9.2: secure messaging for integrity of issuer scripts.
using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Emv.Keys;

namespace Tessera.Emv.Cryptograms;

/// <summary>MAC of an issuer script command.</summary>
public static class ScriptMac
{
    /// <summary>Length of the whole MAC; a command may carry the left 4 to 8 bytes.</summary>
    public const int MacBytes = RetailMac.MacBytes;

    /// <summary>Longest command data.</summary>
    public const int MaximumBytes = 255;

    /// <summary>
    /// The key of one transaction's scripts: by counter for the short Visa layout, by the request cryptogram for every
    /// other (EMV Book 2, A1.3.1).
    /// </summary>
    /// <param name="rules">Cryptogram version of the card.</param>
    /// <param name="cardKey">Integrity key of the card, triple DES, 16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="requestCryptogram">8 bytes (9F26).</param>
    /// <param name="target">16 bytes.</param>
    public static void DeriveKey(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        ushort transactionCounter,
        ReadOnlySpan<byte> requestCryptogram,
        Span<byte> target)
    {
        if (rules.Format == IssuerApplicationFormat.VisaShort)
        {
            SessionKey.VisaMessaging(cardKey, transactionCounter, target);
            return;
        }
        SessionKey.Common(cardKey, requestCryptogram, target);
    }

    /// <summary>Makes a protected command without data besides its MAC, as an issuer puts it into a script.</summary>
    /// <param name="rules">Cryptogram version of the card.</param>
    /// <param name="cardKey">Integrity key of the card, triple DES, 16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="requestCryptogram">8 bytes (9F26).</param>
    /// <param name="instruction">1E blocks the application, 16 the card.</param>
    /// <returns>Header, length and 8 bytes of MAC.</returns>
    public static byte[] MakeCommand(
        CryptogramRules rules,
        ReadOnlySpan<byte> cardKey,
        ushort transactionCounter,
        ReadOnlySpan<byte> requestCryptogram,
        byte instruction)
    {
        Span<byte> session = stackalloc byte[16];
        DeriveKey(rules, cardKey, transactionCounter, requestCryptogram, session);
        byte[] command = [0x84, instruction, 0x00, 0x00, MacBytes, .. new byte[MacBytes]];
        Compute(session, command.AsSpan(0, 5), transactionCounter, requestCryptogram, [], command.AsSpan(5));
        CryptographicOperations.ZeroMemory(session);
        return command;
    }

    /// <summary>MAC over header, ATC, request cryptogram and data, padding method 2.</summary>
    /// <param name="sessionKey">16 bytes: integrity session key.</param>
    /// <param name="header">5 bytes: CLA INS P1 P2 Lc, where Lc counts the MAC too.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="requestCryptogram">8 bytes (9F26).</param>
    /// <param name="commandData">Command data before the MAC, at most 255 bytes.</param>
    /// <param name="target">8 bytes; a command may carry the left 4 to 8.</param>
    public static void Compute(
        ReadOnlySpan<byte> sessionKey,
        ReadOnlySpan<byte> header,
        ushort transactionCounter,
        ReadOnlySpan<byte> requestCryptogram,
        ReadOnlySpan<byte> commandData,
        Span<byte> target)
    {
        Span<byte> input = stackalloc byte[5 + 2 + 8 + MaximumBytes];
        header[..5].CopyTo(input);
        BinaryPrimitives.WriteUInt16BigEndian(input[5..], transactionCounter);
        requestCryptogram[..8].CopyTo(input[7..]);
        commandData.CopyTo(input[15..]);
        RetailMac.Compute(sessionKey, input[..(15 + commandData.Length)], MacPadding.Method2, target);
    }
}
