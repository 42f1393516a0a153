// Tessera limited-use keys, version 1: RFC 4493 as the pseudo-random function of SP 800-108, counter mode, one block.
using System.Buffers.Binary;
using System.Text;

namespace Tessera.Emv.Keys;

/// <summary>
/// Keys of the cloud profile: AES-128 keys derived from a card key that never leaves the issuer, numbered 1, 2, 3 …
/// within a token. Whoever holds one can neither make the next one nor the card key.
/// </summary>
public static class LimitedUseKey
{
    /// <summary>Length of a proof of possession.</summary>
    public const int ProofBytes = 8;

    /// <summary>The last number: a token that comes so far is activated anew.</summary>
    public const int LastNumber = ushort.MaxValue;

    /// <summary>
    /// Derives a numbered key: CMAC over 01, the text "Tessera limited-use key", 00, number (2 bytes), 0080.
    /// </summary>
    /// <param name="cardKey">AES card key, 16 bytes.</param>
    /// <param name="number">1 to <see cref="LastNumber"/>.</param>
    /// <param name="target">16 bytes; may be the card key's own place.</param>
    public static void Derive(ReadOnlySpan<byte> cardKey, ushort number, Span<byte> target)
    {
        ReadOnlySpan<byte> label = "Tessera limited-use key"u8;
        Span<byte> input = stackalloc byte[1 + label.Length + 5];
        input.Clear();
        input[0] = 1;
        label.CopyTo(input[1..]);
        BinaryPrimitives.WriteUInt16BigEndian(input[^4..], number);
        BinaryPrimitives.WriteUInt16BigEndian(input[^2..], 128);
        Span<byte> made = stackalloc byte[AesCmac.MacBytes];
        AesCmac.Compute(cardKey, input, made);
        made.CopyTo(target);
    }

    /// <summary>
    /// Proves that a device opened the envelope: CMAC over the text "Tessera key proof 1", 00 and the token's
    /// reference, left half.
    /// </summary>
    /// <param name="key">The numbered key, 16 bytes.</param>
    /// <param name="tokenReference">Public reference of the token.</param>
    /// <param name="target"><see cref="ProofBytes"/> bytes.</param>
    public static void Prove(ReadOnlySpan<byte> key, string tokenReference, Span<byte> target)
    {
        byte[] input = [.. "Tessera key proof 1"u8, 0, .. Encoding.UTF8.GetBytes(tokenReference)];
        Span<byte> mac = stackalloc byte[AesCmac.MacBytes];
        AesCmac.Compute(key, input, mac);
        mac[..ProofBytes].CopyTo(target);
    }
}
