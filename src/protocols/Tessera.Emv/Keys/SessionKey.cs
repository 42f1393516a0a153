// EMV Book 2 (4.3), annex A1.3: session keys; EMV 4.0 annex A1.3 (tree); scheme methods as generally known.
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>Derives the key of one transaction from a card key. Triple DES results have odd parity.</summary>
public static class SessionKey
{
    /// <summary>EMV common session key (annex A1.3.1) from any 8-byte diversifier.</summary>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="diversifier">
    /// 8 bytes: ATC and six zero bytes for cryptograms, the ARQC for secure messaging.
    /// </param>
    /// <param name="target">16 bytes.</param>
    public static void Common(ReadOnlySpan<byte> cardKey, ReadOnlySpan<byte> diversifier, Span<byte> target)
    {
        Span<byte> blocks = stackalloc byte[16];
        diversifier[..8].CopyTo(blocks);
        diversifier[..8].CopyTo(blocks[8..]);
        blocks[2] = 0xF0;
        blocks[10] = 0x0F;
        TripleDesCipher.Encrypt(cardKey, blocks, target);
        KeyParity.SetOdd(target[..16]);
    }

    /// <summary>EMV common session key for application cryptograms.</summary>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="target">16 bytes.</param>
    public static void Common(ReadOnlySpan<byte> cardKey, ushort transactionCounter, Span<byte> target)
    {
        Span<byte> diversifier = stackalloc byte[8];
        diversifier.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(diversifier, transactionCounter);
        Common(cardKey, diversifier, target);
    }

    /// <summary>Mastercard session key: the diversifier holds the ATC and the unpredictable number.</summary>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="unpredictableNumber">4 bytes (9F37).</param>
    /// <param name="target">16 bytes.</param>
    public static void Mastercard(
        ReadOnlySpan<byte> cardKey,
        ushort transactionCounter,
        ReadOnlySpan<byte> unpredictableNumber,
        Span<byte> target)
    {
        Span<byte> diversifier = stackalloc byte[8];
        diversifier.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(diversifier, transactionCounter);
        unpredictableNumber[..4].CopyTo(diversifier[4..]);
        Common(cardKey, diversifier, target);
    }

    /// <summary>
    /// Visa secure-messaging key of cryptogram versions 10 and 18: the halves exclusive-or ATC and its inverse.
    /// </summary>
    /// <param name="cardKey">16 bytes (SMI or SMC card key).</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="target">16 bytes.</param>
    public static void VisaMessaging(ReadOnlySpan<byte> cardKey, ushort transactionCounter, Span<byte> target)
    {
        Span<byte> counter = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(counter, transactionCounter);
        KeyBytes.Invert(counter[..2], counter[2..]);
        cardKey[..16].CopyTo(target);
        KeyBytes.Xor(target[6..8], counter[..2]);
        KeyBytes.Xor(target[14..16], counter[2..]);
        KeyParity.SetOdd(target[..16]);
    }

    /// <summary>EMV2000 tree key.</summary>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="tree">Height and branch factor.</param>
    /// <param name="initialVector">16 bytes, zero unless the issuer chose otherwise.</param>
    /// <param name="target">16 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Height is not 1 to 64, or the branch factor not 2 to 256.
    /// </exception>
    public static void FromTree(
        ReadOnlySpan<byte> cardKey,
        ushort transactionCounter,
        Emv2000Tree tree,
        ReadOnlySpan<byte> initialVector,
        Span<byte> target)
    {
        if (tree.Height is < 1 or > 64 || tree.BranchFactor is < 2 or > 256)
        {
            throw new ArgumentOutOfRangeException(nameof(tree));
        }
        Span<byte> parent = stackalloc byte[16];
        Span<byte> grandparent = stackalloc byte[16];
        Span<byte> node = stackalloc byte[16];
        cardKey[..16].CopyTo(parent);
        initialVector[..16].CopyTo(grandparent);
        for (var level = tree.Height - 1; level >= 1; level--)
        {
            var ancestor = Ancestor(transactionCounter, tree.BranchFactor, level);
            Child(parent, grandparent, ancestor % tree.BranchFactor, node);
            parent.CopyTo(grandparent);
            node.CopyTo(parent);
        }
        Child(parent, grandparent, transactionCounter % tree.BranchFactor, node);
        KeyBytes.Xor(node, grandparent);
        node.CopyTo(target);
        KeyParity.SetOdd(target[..16]);
        CryptographicOperations.ZeroMemory(parent);
        CryptographicOperations.ZeroMemory(grandparent);
        CryptographicOperations.ZeroMemory(node);
    }

    /// <summary>AES session key for application cryptograms (annex A1.3.1).</summary>
    /// <param name="cardKey">16 bytes.</param>
    /// <param name="transactionCounter">ATC (9F36).</param>
    /// <param name="target">16 bytes.</param>
    /// <exception cref="ArgumentException">The key is not AES-128.</exception>
    public static void CommonAes(ReadOnlySpan<byte> cardKey, ushort transactionCounter, Span<byte> target)
    {
        if (cardKey.Length != 16)
        {
            throw new ArgumentException("The AES profile has 16-byte keys.", nameof(cardKey));
        }
        Span<byte> block = stackalloc byte[16];
        block.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(block, transactionCounter);
        AesCipher.Encrypt(cardKey, block, target);
    }

    private static int Ancestor(int counter, int branchFactor, int level)
    {
        var value = counter;
        for (var i = 0; i < level; i++)
        {
            value /= branchFactor;
        }
        return value;
    }

    private static void Child(ReadOnlySpan<byte> key, ReadOnlySpan<byte> grandparent, int branch, Span<byte> target)
    {
        Span<byte> branchBytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(branchBytes, branch);
        Span<byte> blocks = stackalloc byte[16];
        grandparent.CopyTo(blocks);
        KeyBytes.Xor(blocks[..8], branchBytes);
        KeyBytes.Xor(blocks[8..], branchBytes);
        blocks[15] ^= 0xF0;
        TripleDesCipher.Encrypt(key, blocks, target);
    }
}
