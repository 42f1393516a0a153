// EMV 4.4 Book 2, annex A2.1: signing with message recovery.
using System.Numerics;
using System.Security.Cryptography;

namespace Tessera.Emv.Authentication;

/// <summary>
/// An RSA private key that signs with message recovery (EMV Book 2, annex A2.1), for simulated cards and test
/// authorities. The framework makes the key; it offers no signature with recovery, so the power is computed here,
/// blinded, by arithmetic that is not constant in time and leaves copies in memory: no place for a real issuer's key.
/// </summary>
public sealed class RsaSigner
{
    private readonly BigInteger _modulus;
    private readonly BigInteger _exponent;
    private readonly BigInteger _privateExponent;

    private RsaSigner(RSAParameters parameters, RsaPublicKey key)
    {
        PublicKey = key;
        _modulus = Number(parameters.Modulus);
        _exponent = Number(parameters.Exponent);
        _privateExponent = Number(parameters.D);
    }

    /// <summary>The public side.</summary>
    public RsaPublicKey PublicKey { get; }

    /// <summary>Makes a new key with exponent 65,537.</summary>
    /// <param name="lengthBytes">Length of the modulus: 64 to 248 bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is out of range.</exception>
    public static RsaSigner Create(int lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lengthBytes, 64);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lengthBytes, 248);
        using var rsa = RSA.Create(lengthBytes * 8);
        return Import(rsa);
    }

    /// <summary>Takes a key of the framework with its private part.</summary>
    /// <exception cref="ArgumentException">The modulus or exponent is not one that EMV takes.</exception>
    public static RsaSigner Import(RSA rsa)
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: true);
        return RsaPublicKey.TryMake(parameters.Modulus, parameters.Exponent, out var key)
            ? new RsaSigner(parameters, key)
            : throw new ArgumentException("Not a key that EMV takes.", nameof(rsa));
    }

    /// <summary>Signs a block of the key's length that starts with 6A and ends with BC.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> block)
    {
        var blinding = Blinding();
        var blinded = Number(block) * BigInteger.ModPow(blinding, _exponent, _modulus) % _modulus;
        var power = BigInteger.ModPow(blinded, _privateExponent, _modulus);
        var value = power * Inverse(blinding) % _modulus;
        var target = new byte[PublicKey.LengthBytes];
        var length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(target.AsSpan(target.Length - length), out _, isUnsigned: true, isBigEndian: true);
        return target;
    }

    private static BigInteger Number(ReadOnlySpan<byte> source) => new(source, isUnsigned: true, isBigEndian: true);

    private BigInteger Blinding()
    {
        while (true)
        {
            var value = Number(RandomNumberGenerator.GetBytes(PublicKey.LengthBytes)) % _modulus;
            if (BigInteger.GreatestCommonDivisor(value, _modulus).IsOne)
            {
                return value;
            }
        }
    }

    private BigInteger Inverse(BigInteger value)
    {
        var (previous, current) = (_modulus, value);
        var (before, now) = (BigInteger.Zero, BigInteger.One);
        while (!current.IsZero)
        {
            var quotient = previous / current;
            (previous, current) = (current, previous - (quotient * current));
            (before, now) = (now, before - (quotient * now));
        }

        return before.Sign < 0 ? before + _modulus : before;
    }
}
