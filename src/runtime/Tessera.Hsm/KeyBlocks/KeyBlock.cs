// ANSI X9.143 (TR-31:2018), section 5.3.2: version D, AES key derivation binding method.
using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>Wraps keys in version D blocks and opens them again. Only the exact text that was written opens.</summary>
public static class KeyBlock
{
    public const int MaximumCharacters = 1024;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEF");

    private const int MacBytes = 16;
    private const int MaximumKeyBytes = 64;

    /// <summary>Wraps a key under a 32-byte protection key.</summary>
    public static string Wrap(ReadOnlySpan<byte> protectionKey, KeyBlockHeader header, ReadOnlySpan<byte> key)
    {
        var payload = new byte[(2 + key.Length + 15) / 16 * 16];
        RandomNumberGenerator.Fill(payload);
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)(key.Length * 8));
        key.CopyTo(payload.AsSpan(2));
        var head = header.Write((payload.Length + MacBytes) * 2);

        Span<byte> mac = stackalloc byte[MacBytes];
        Authenticate(protectionKey, head, payload, mac);
        Span<byte> encryptionKey = stackalloc byte[32];
        DeriveKey(protectionKey, isMac: false, encryptionKey);
        using var aes = Aes.Create();
        aes.SetKey(encryptionKey);
        var encrypted = aes.EncryptCbc(payload, mac, PaddingMode.None);
        CryptographicOperations.ZeroMemory(encryptionKey);
        CryptographicOperations.ZeroMemory(payload);
        return head + Hex.Write(encrypted) + Hex.Write(mac);
    }

    /// <summary>Opens a block. The caller zeroes the key. A wrong key and a changed byte give the same error.</summary>
    public static bool TryUnwrap(
        ReadOnlySpan<byte> protectionKey,
        string block,
        out KeyBlockHeader header,
        out byte[] key,
        out ParseError error)
    {
        key = [];
        if (!TryCut(block, out header, out var head, out var encrypted, out var mac, out error))
        {
            return false;
        }
        Span<byte> encryptionKey = stackalloc byte[32];
        DeriveKey(protectionKey, isMac: false, encryptionKey);
        using var aes = Aes.Create();
        aes.SetKey(encryptionKey);
        var payload = aes.DecryptCbc(encrypted, mac, PaddingMode.None);
        CryptographicOperations.ZeroMemory(encryptionKey);

        Span<byte> expected = stackalloc byte[MacBytes];
        Authenticate(protectionKey, head, payload, expected);
        var bits = BinaryPrimitives.ReadUInt16BigEndian(payload);
        var isGood = CryptographicOperations.FixedTimeEquals(expected, mac)
            && bits % 8 == 0 && bits > 0 && (bits / 8) <= Math.Min(MaximumKeyBytes, payload.Length - 2);
        if (isGood)
        {
            key = GC.AllocateArray<byte>(bits / 8, pinned: true);
            payload.AsSpan(2, key.Length).CopyTo(key);
        }
        CryptographicOperations.ZeroMemory(payload);
        error = isGood ? default : new ParseError(ParseErrorCode.BadValue, head.Length);
        return isGood;
    }

    private static bool TryCut(
        string block,
        out KeyBlockHeader header,
        out string head,
        out byte[] encrypted,
        out byte[] mac,
        out ParseError error)
    {
        (head, encrypted, mac) = (string.Empty, [], []);
        if (!KeyBlockHeader.TryRead(block, out header, out var end, out error))
        {
            return false;
        }
        var body = block[end..];
        error = new ParseError(ParseErrorCode.BadLength, end);
        if (block.Length > MaximumCharacters || body.Length % 32 != 0 || body.Length < 64)
        {
            return false;
        }
        // Lower-case digits would be a second spelling of the same block.
        if (body.AsSpan().ContainsAnyExcept(HexDigits))
        {
            error = new ParseError(ParseErrorCode.BadCharacter, end);
            return false;
        }
        head = block[..end];
        encrypted = Hex.Read(body[..^32]);
        mac = Hex.Read(body[^32..]);
        error = default;
        return true;
    }

    private static void Authenticate(
        ReadOnlySpan<byte> protectionKey,
        string head,
        ReadOnlySpan<byte> payload,
        Span<byte> target)
    {
        Span<byte> macKey = stackalloc byte[32];
        DeriveKey(protectionKey, isMac: true, macKey);
        byte[] covered = [.. Encoding.ASCII.GetBytes(head), .. payload];
        AesCmac.Compute(macKey, covered, target);
        CryptographicOperations.ZeroMemory(macKey);
        CryptographicOperations.ZeroMemory(covered);
    }

    // Section 5.3.2.3: counter, purpose (0000 encryption, 0001 MAC), separator, algorithm 0004 (AES-256), length 0100.
    private static void DeriveKey(ReadOnlySpan<byte> protectionKey, bool isMac, Span<byte> target)
    {
        for (byte counter = 1; counter <= 2; counter++)
        {
            AesCmac.Compute(
                protectionKey,
                [counter, 0, (byte)(isMac ? 1 : 0), 0, 0, 4, 1, 0],
                target.Slice((counter - 1) * 16, 16));
        }
    }
}
