// Tessera device key envelope, version 1: P-256 ECDH (SP 800-56A), HKDF-SHA-256 (RFC 5869), AES-256-GCM (SP 800-38D).
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Emv.Keys;

/// <summary>
/// Seals card keys to the P-256 key of one device. Layout: version 01, ephemeral public point (65 bytes, uncompressed),
/// ciphertext, tag (16). Key and nonce are the 44 bytes of HKDF over the shared x-coordinate with the salt
/// "ephemeral point, device point" and the info text below, so a fresh ephemeral key is all the randomness there is.
/// The additional data is the version and the caller's context.
/// </summary>
public static class DeviceKeyEnvelope
{
    /// <summary>Length of an uncompressed public point: 04, x, y.</summary>
    public const int PointBytes = 65;

    /// <summary>Bytes that an envelope adds to its content.</summary>
    public const int OverheadBytes = 1 + PointBytes + TagBytes;

    private const byte Version = 1;
    private const int TagBytes = 16;
    private const int MaximumBytes = 4096;

    private static readonly byte[] Purpose = "Tessera device key envelope 1"u8.ToArray();

    /// <summary>
    /// The context of a token's keys: text of its reference, a zero byte, the key id, and the number of a limited-use
    /// key (2 bytes) where it is one.
    /// </summary>
    /// <param name="tokenReference">Public reference of the token, never its number.</param>
    /// <param name="keyId">Derivation key index of the issuer key.</param>
    /// <param name="keyNumber">Number of a limited-use key, or 0.</param>
    public static byte[] Context(string tokenReference, byte keyId, ushort keyNumber = 0)
    {
        byte[] context = [.. Encoding.UTF8.GetBytes(tokenReference), 0, keyId];
        return keyNumber == 0 ? context : [.. context, (byte)(keyNumber >> 8), (byte)(keyNumber & 0xFF)];
    }

    /// <summary>Seals content to a device.</summary>
    /// <param name="ephemeral">A P-256 key made for this one call.</param>
    /// <param name="devicePoint">65 bytes, uncompressed public point.</param>
    /// <param name="context">Bound to the envelope; see <see cref="Context"/>.</param>
    /// <param name="content">The secret, at most 4 kB.</param>
    /// <param name="envelope">The sealed bytes; empty when refused.</param>
    /// <returns>False when the device point is no point of the curve.</returns>
    public static bool TrySeal(
        ECDiffieHellman ephemeral,
        ReadOnlySpan<byte> devicePoint,
        ReadOnlySpan<byte> context,
        ReadOnlySpan<byte> content,
        out byte[] envelope)
    {
        envelope = [];
        if (!TryImportPoint(devicePoint, out var device))
        {
            return false;
        }
        using (device)
        {
            var result = new byte[OverheadBytes + content.Length];
            result[0] = Version;
            ExportPoint(ephemeral, result.AsSpan(1, PointBytes));
            Span<byte> secret = stackalloc byte[44];
            DeriveSecret(ephemeral, device, result.AsSpan(1, PointBytes), devicePoint, secret);
            using var cipher = new AesGcm(secret[..32], TagBytes);
            var body = result.AsSpan(1 + PointBytes);
            cipher.Encrypt(secret[32..], content, body[..^TagBytes], body[^TagBytes..], AdditionalBytes(context));
            CryptographicOperations.ZeroMemory(secret);
            envelope = result;
            return true;
        }
    }

    /// <summary>Opens an envelope on the device. One answer for every cause of failure.</summary>
    /// <param name="device">The device's private key.</param>
    /// <param name="envelope">What <see cref="TrySeal"/> made.</param>
    /// <param name="context">The context that it was sealed with.</param>
    /// <param name="content">The secret; empty when refused. The caller clears it after use.</param>
    public static bool TryOpen(
        ECDiffieHellman device,
        ReadOnlySpan<byte> envelope,
        ReadOnlySpan<byte> context,
        out byte[] content)
    {
        content = [];
        if (envelope.Length is < OverheadBytes or > MaximumBytes + OverheadBytes || envelope[0] != Version)
        {
            return false;
        }
        var point = envelope.Slice(1, PointBytes);
        if (!TryImportPoint(point, out var ephemeral))
        {
            return false;
        }
        using (ephemeral)
        {
            Span<byte> devicePoint = stackalloc byte[PointBytes];
            ExportPoint(device, devicePoint);
            Span<byte> secret = stackalloc byte[44];
            DeriveSecret(device, ephemeral, point, devicePoint, secret);
            using var cipher = new AesGcm(secret[..32], TagBytes);
            var body = envelope[(1 + PointBytes)..];
            var plain = new byte[body.Length - TagBytes];
            try
            {
                cipher.Decrypt(secret[32..], body[..^TagBytes], body[^TagBytes..], plain, AdditionalBytes(context));
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(secret);
            }
            content = plain;
            return true;
        }
    }

    /// <summary>Writes the uncompressed public point of a P-256 key.</summary>
    /// <param name="key">A P-256 key.</param>
    /// <param name="target">At least 65 bytes.</param>
    public static void ExportPoint(ECDiffieHellman key, Span<byte> target)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        target[0] = 4;
        point.X.CopyTo(target[1..]);
        point.Y.CopyTo(target[33..]);
    }

    private static byte[] AdditionalBytes(ReadOnlySpan<byte> context) => [Version, .. context];

    private static bool TryImportPoint(ReadOnlySpan<byte> point, out ECDiffieHellman key)
    {
        key = null!;
        if (point.Length != PointBytes || point[0] != 4)
        {
            return false;
        }
        try
        {
            key = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..33].ToArray(), Y = point[33..].ToArray() },
            });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static void DeriveSecret(
        ECDiffieHellman own,
        ECDiffieHellman other,
        ReadOnlySpan<byte> ephemeralPoint,
        ReadOnlySpan<byte> devicePoint,
        Span<byte> target)
    {
        Span<byte> salt = stackalloc byte[2 * PointBytes];
        ephemeralPoint.CopyTo(salt);
        devicePoint.CopyTo(salt[PointBytes..]);
        using var peer = other.PublicKey;
        var shared = own.DeriveRawSecretAgreement(peer);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, target, salt, Purpose);
        CryptographicOperations.ZeroMemory(shared);
    }
}
