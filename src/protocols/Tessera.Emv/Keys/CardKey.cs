// EMV Book 2 (4.3), annex A1.4: options A, B and C.
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>Derives the unique key of a card (UDK) from an issuer master key, PAN and sequence number.</summary>
public static class CardKey
{
    /// <summary>Derives by any option; the target is as long as the issuer key.</summary>
    /// <param name="option">Derivation option; C needs an AES issuer key, A and B a triple DES one.</param>
    /// <param name="issuerKey">16 bytes; for option C also 24 or 32.</param>
    /// <param name="card">PAN and sequence number.</param>
    /// <param name="target">As long as <paramref name="issuerKey"/>.</param>
    public static void Derive(
        CardKeyOption option,
        ReadOnlySpan<byte> issuerKey,
        in CardIdentity card,
        Span<byte> target)
    {
        switch (option)
        {
            case CardKeyOption.A:
                DeriveA(issuerKey, card, target);
                break;
            case CardKeyOption.B:
                DeriveB(issuerKey, card, target);
                break;
            case CardKeyOption.C:
                DeriveC(issuerKey, card, target);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(option));
        }
    }

    /// <summary>Option A (annex A1.4.1). The result has odd parity.</summary>
    /// <param name="issuerKey">16 bytes.</param>
    /// <param name="card">PAN and sequence number.</param>
    /// <param name="target">16 bytes.</param>
    public static void DeriveA(ReadOnlySpan<byte> issuerKey, in CardIdentity card, Span<byte> target)
    {
        Span<byte> blocks = stackalloc byte[16];
        KeyBytes.WriteDecimal(card.Digits, blocks[..8]);
        KeyBytes.Invert(blocks[..8], blocks[8..]);
        TripleDesCipher.Encrypt(issuerKey, blocks, target);
        KeyParity.SetOdd(target[..16]);
    }

    /// <summary>Option B (annex A1.4.2). The result has odd parity.</summary>
    /// <param name="issuerKey">16 bytes.</param>
    /// <param name="card">PAN and sequence number.</param>
    /// <param name="target">16 bytes.</param>
    public static void DeriveB(ReadOnlySpan<byte> issuerKey, in CardIdentity card, Span<byte> target)
    {
        Span<byte> blocks = stackalloc byte[16];
        WriteBlocksB(card, blocks);
        TripleDesCipher.Encrypt(issuerKey, blocks, target);
        KeyParity.SetOdd(target[..16]);
    }

    /// <summary>What option B encrypts: sixteen digits and their inverse.</summary>
    internal static void WriteBlocksB(in CardIdentity card, Span<byte> blocks)
    {
        if (card.PanLength <= 16)
        {
            KeyBytes.WriteDecimal(card.Digits, blocks[..8]);
        }
        else
        {
            Span<byte> packed = stackalloc byte[(card.PanLength + 3) / 2];
            KeyBytes.WriteDecimal(card.Digits, packed);
            Span<byte> hash = stackalloc byte[20];
            SHA1.HashData(packed, hash);
            Decimalise(hash, blocks[..8]);
        }
        KeyBytes.Invert(blocks[..8], blocks[8..]);
    }

    /// <summary>Option C (annex A1.4.3) for AES; longer keys take a second block from the inverted digits.</summary>
    /// <param name="issuerKey">16, 24 or 32 bytes.</param>
    /// <param name="card">PAN and sequence number.</param>
    /// <param name="target">As long as <paramref name="issuerKey"/>.</param>
    public static void DeriveC(ReadOnlySpan<byte> issuerKey, in CardIdentity card, Span<byte> target)
    {
        Span<byte> blocks = stackalloc byte[32];
        KeyBytes.WriteDecimal(card.Digits, blocks[..16]);
        KeyBytes.Invert(blocks[..16], blocks[16..]);
        var used = issuerKey.Length == 16 ? blocks[..16] : blocks;
        AesCipher.Encrypt(issuerKey, used, used);
        used[..issuerKey.Length].CopyTo(target);
        CryptographicOperations.ZeroMemory(blocks);
    }

    /// <summary>
    /// Sixteen digits of a hash: its decimal nibbles first, then its letters as 0 to 5, both in order.
    /// </summary>
    private static void Decimalise(ReadOnlySpan<byte> hash, Span<byte> digits)
    {
        Span<byte> taken = stackalloc byte[16];
        var count = 0;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < hash.Length * 2 && count < 16; i++)
            {
                var nibble = (hash[i / 2] >> ((i & 1) == 0 ? 4 : 0)) & 0xF;
                if (nibble < 10 == (pass == 0))
                {
                    taken[count++] = (byte)(nibble % 10);
                }
            }
        }
        for (var i = 0; i < 8; i++)
        {
            digits[i] = (byte)((taken[2 * i] << 4) | taken[(2 * i) + 1]);
        }
    }
}
