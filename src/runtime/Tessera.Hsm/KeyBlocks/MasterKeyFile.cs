using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>
/// The sealed file of the master key: magic (4), version, kind, world, iterations (4), salt (16), nonce (12),
/// ciphertext (32), tag (16); everything before the ciphertext is authenticated. With a passphrase the seal is
/// PBKDF2-SHA-256; without one the file's mode 0600 is the only protection and the seal finds damage.
/// </summary>
public static class MasterKeyFile
{
    private const int IterationsAt = 7;
    private const int SaltAt = IterationsAt + 4;
    private const int NonceAt = SaltAt + 16;
    private const int HeadBytes = NonceAt + 12;
    private const int FileBytes = HeadBytes + MasterKey.KeyBytes + 16;
    private const byte Version = 2;
    private const byte Unsealed = 0;
    private const byte ByPassphrase = 1;
    private const int Iterations = 600_000;
    private const int MaximumIterations = 10_000_000;

    private static ReadOnlySpan<byte> Magic => "TSMK"u8;

    /// <summary>Opens the file, or makes a new key when there is none.</summary>
    /// <exception cref="HsmException">
    /// Wrong passphrase or world, or the file is damaged or readable by others.
    /// </exception>
    public static MasterKey OpenOrCreate(string path, string? passphrase, HsmWorld world) =>
        File.Exists(path) ? Open(path, passphrase, world) : Create(path, passphrase, world);

    private static MasterKey Create(string path, string? passphrase, HsmWorld world)
    {
        var file = new byte[FileBytes];
        Magic.CopyTo(file);
        file[4] = Version;
        file[5] = passphrase is null ? Unsealed : ByPassphrase;
        file[6] = (byte)world;
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(IterationsAt), passphrase is null ? 0 : Iterations);
        RandomNumberGenerator.Fill(file.AsSpan(SaltAt, HeadBytes - SaltAt));
        Span<byte> key = stackalloc byte[MasterKey.KeyBytes];
        Span<byte> seal = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        DeriveSeal(file, passphrase, seal);
        using (var cipher = new AesGcm(seal, 16))
        {
            cipher.Encrypt(
                file.AsSpan(NonceAt, 12),
                key,
                file.AsSpan(HeadBytes, 32),
                file.AsSpan(HeadBytes + 32),
                file.AsSpan(0, HeadBytes));
        }
        var master = new MasterKey(key);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(seal);
        PrivateFile.WriteNew(path, file);
        return master;
    }

    private static MasterKey Open(string path, string? passphrase, HsmWorld world)
    {
        PrivateFile.Demand(path);
        var file = ReadLimited(path);
        if (file.Length != FileBytes || !file.AsSpan(0, 4).SequenceEqual(Magic) || file[4] != Version)
        {
            throw new HsmException("The master key file has another format.");
        }
        if (file[6] != (byte)world)
        {
            throw new HsmException("The master key file belongs to another world.");
        }
        var kind = file[5];
        var iterations = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(IterationsAt));
        var fits = kind == (passphrase is null ? Unsealed : ByPassphrase)
            && (kind == Unsealed || iterations is > 0 and <= MaximumIterations);
        if (!fits)
        {
            throw new HsmException("The master key file needs a passphrase, or has none.");
        }
        Span<byte> key = stackalloc byte[MasterKey.KeyBytes];
        Span<byte> seal = stackalloc byte[32];
        DeriveSeal(file, passphrase, seal);
        using var cipher = new AesGcm(seal, 16);
        try
        {
            cipher.Decrypt(
                file.AsSpan(NonceAt, 12),
                file.AsSpan(HeadBytes, 32),
                file.AsSpan(HeadBytes + 32),
                key,
                file.AsSpan(0, HeadBytes));
            return new MasterKey(key);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new HsmException("The master key file does not open: wrong passphrase, or damage.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(seal);
        }
    }

    private static byte[] ReadLimited(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.Length > 4096
            ? throw new HsmException("The master key file has another format.")
            : File.ReadAllBytes(path);
    }

    private static void DeriveSeal(ReadOnlySpan<byte> file, string? passphrase, Span<byte> target)
    {
        var salt = file.Slice(SaltAt, 16);
        if (passphrase is null)
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, salt, target, salt, "Tessera master key, mode 0600 only"u8);
            return;
        }
        var iterations = BinaryPrimitives.ReadInt32BigEndian(file[IterationsAt..]);
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase), salt, target, iterations, HashAlgorithmName.SHA256);
    }
}
