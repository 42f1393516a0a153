// EMV Book 2 (4.3), section 9.2: secure messaging for integrity of issuer scripts.
using System.Buffers.Binary;
using Tessera.Emv.Keys;

namespace Tessera.Emv.Cryptograms;

/// <summary>MAC of an issuer script command.</summary>
public static class ScriptMac
{
    /// <summary>Longest command data.</summary>
    public const int MaximumBytes = 255;

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
