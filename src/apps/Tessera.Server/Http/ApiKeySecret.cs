using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Http;

/// <summary>The form of an API secret: <c>sk_test_</c> and 256 unguessable bits. At rest only its SHA-256 is kept. A
/// slow password hash would add nothing: nobody can try 2^256 secrets, and every request would pay for it.</summary>
public static class ApiKeySecret
{
    private const string Prefix = "sk_test_";

    /// <summary>From 32 bytes.</summary>
    public static string Write(ReadOnlySpan<byte> secret) => Prefix + Base64Url.EncodeToString(secret);

    public static bool LooksRight(string text)
        => text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length == Prefix.Length + 43;

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    /// <summary>Upper-case hex of <see cref="Hash"/>.</summary>
    public static string HashText(string text) => Convert.ToHexString(Hash(text));
}
