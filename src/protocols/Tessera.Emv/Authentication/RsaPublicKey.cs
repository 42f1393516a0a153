// EMV 4.4 Book 2, annex A2.1 and B2.1: recovery of what a certificate or signature holds.
using System.Numerics;

namespace Tessera.Emv.Authentication;

/// <summary>An RSA public key that recovers signed blocks (EMV Book 2, annex A2.1).</summary>
public sealed class RsaPublicKey
{
    /// <summary>Shortest modulus taken: a card certificate needs 42 bytes besides the key.</summary>
    public const int MinimumBytes = 48;

    /// <summary>Longest modulus taken; EMV itself ends at 248.</summary>
    public const int MaximumBytes = 256;

    private const byte Header = 0x6A;
    private const byte Trailer = 0xBC;

    private readonly BigInteger _modulus;
    private readonly BigInteger _exponent;

    private RsaPublicKey(byte[] modulus, byte[] exponent)
    {
        Modulus = modulus;
        Exponent = exponent;
        _modulus = new BigInteger(modulus, isUnsigned: true, isBigEndian: true);
        _exponent = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Modulus, most significant byte first, without leading zeros.</summary>
    public ReadOnlyMemory<byte> Modulus { get; }

    /// <summary>Exponent: 03 or 010001.</summary>
    public ReadOnlyMemory<byte> Exponent { get; }

    /// <summary>Length of the modulus and of everything signed with the key.</summary>
    public int LengthBytes => Modulus.Length;

    /// <summary>
    /// Takes a key of 48 to 256 bytes whose exponent is 3 or 65,537 (EMV Book 2, annex B2.1); false for any other, so
    /// that a card cannot keep the terminal busy with an exponent of its choice.
    /// </summary>
    public static bool TryMake(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, out RsaPublicKey key)
    {
        key = null!;
        var isLengthTaken = modulus.Length is >= MinimumBytes and <= MaximumBytes;
        if (!isLengthTaken || modulus[0] == 0 || (modulus[^1] & 1) == 0
            || !(exponent.SequenceEqual((byte[])[3]) || exponent.SequenceEqual((byte[])[1, 0, 1])))
        {
            return false;
        }

        key = new RsaPublicKey(modulus.ToArray(), exponent.ToArray());
        return true;
    }

    /// <summary>
    /// Recovers the block of a certificate or signature and checks its length and its first and last byte.
    /// </summary>
    public bool TryRecover(ReadOnlySpan<byte> signed, out byte[] block, out AuthenticationFault fault)
    {
        block = [];
        var value = new BigInteger(signed, isUnsigned: true, isBigEndian: true);
        if (signed.Length != LengthBytes || value >= _modulus)
        {
            fault = AuthenticationFault.WrongLength;
            return false;
        }

        block = new byte[LengthBytes];
        var recovered = BigInteger.ModPow(value, _exponent, _modulus);
        var length = recovered.GetByteCount(isUnsigned: true);
        recovered.TryWriteBytes(block.AsSpan(LengthBytes - length), out _, isUnsigned: true, isBigEndian: true);
        var isWhole = block[0] == Header && block[^1] == Trailer;
        fault = isWhole ? AuthenticationFault.None : AuthenticationFault.NotRecovered;
        return isWhole;
    }
}
