using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Http;

/// <summary>The form of an API secret: <c>sk_test_</c> and 256 random bits. At rest only its SHA-256 is kept. A slow
/// password hash would add nothing: nobody can guess among 2^256, and every request would pay for it.</summary>
public static class ApiKeySecret
{
    private const string Prefix = "sk_test_";
    private const int SecretBytes = 32;

    public static string Write(ReadOnlySpan<byte> secret) => Prefix + Base64Url.EncodeToString(secret);

    public static string Make() => Write(RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool LooksRight(string text)
        => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + 43;

    /// <summary>Upper-case hex of SHA-256 over the whole text.</summary>
    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
