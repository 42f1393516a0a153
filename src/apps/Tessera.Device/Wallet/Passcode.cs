using System.Security.Cryptography;

namespace Tessera.Device.Wallet;

/// <summary>Derives what is stored of a passcode.</summary>
internal static class Passcode
{
    public const int MaxFailures = 5;
    public const int SaltBytes = 16;

    private const int HashBytes = 32;
    private const int Rounds = 100_000;

    public static byte[] Hash(ReadOnlySpan<char> passcode, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(passcode, salt, Rounds, HashAlgorithmName.SHA256, HashBytes);

    public static bool Matches(ReadOnlySpan<char> passcode, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> hash) =>
        hash.Length == HashBytes && CryptographicOperations.FixedTimeEquals(Hash(passcode, salt), hash);
}
