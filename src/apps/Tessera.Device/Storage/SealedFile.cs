using System.Security.Cryptography;
using System.Text;

namespace Tessera.Device.Storage;

/// <summary>
/// One file whose content only this device can read, replaced as a whole: version, nonce (12), ciphertext, tag (16),
/// AES-256-GCM with the purpose as additional data. The key stands for a phone's secure element.
/// </summary>
internal sealed class SealedFile(string path, byte[] key, string purpose)
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes;

    private readonly byte[] _additional = [Version, .. Encoding.UTF8.GetBytes(purpose)];

    /// <summary>The content, which the caller clears; null when there is no file yet.</summary>
    /// <exception cref="WalletException">The file was changed, or belongs to another device.</exception>
    public byte[]? Read()
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeadBytes + TagBytes || bytes[0] != Version)
        {
            throw new WalletException("The wallet file is no wallet file.");
        }

        var content = new byte[bytes.Length - HeadBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(
                bytes.AsSpan(1, NonceBytes), bytes.AsSpan(HeadBytes, content.Length), bytes.AsSpan(^TagBytes..),
                content, _additional);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new WalletException("The wallet file was changed or belongs to another device.");
        }

        return content;
    }

    /// <summary>Replaces the content; after a crash either the old or the new content is there.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        var bytes = new byte[HeadBytes + content.Length + TagBytes];
        bytes[0] = Version;
        RandomNumberGenerator.Fill(bytes.AsSpan(1, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            bytes.AsSpan(1, NonceBytes), content, bytes.AsSpan(HeadBytes, content.Length), bytes.AsSpan(^TagBytes..),
            _additional);
        DeviceFolder.Replace(path, bytes);
    }
}
