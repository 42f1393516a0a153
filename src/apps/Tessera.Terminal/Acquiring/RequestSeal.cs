using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tessera.Client.Payments;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// Seals requests with the till's own key: nonce (12), ciphertext, tag (16), AES-256-GCM with the idempotency key as
/// additional data. The key file beside the memory stands for a terminal's secure module.
/// </summary>
internal sealed class RequestSeal(byte[] key)
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public UnansweredRequest Seal(string idempotencyKey, CreatePayment request)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(request, TillMemory.TillJson.Default.CreatePayment);
        var bytes = new byte[NonceBytes + content.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(
            bytes.AsSpan(0, NonceBytes), content, bytes.AsSpan(NonceBytes, content.Length), bytes.AsSpan(^TagBytes..),
            Encoding.UTF8.GetBytes(idempotencyKey));
        CryptographicOperations.ZeroMemory(content);
        return new UnansweredRequest(idempotencyKey, bytes);
    }

    /// <exception cref="TerminalException">The request was changed, or another till sealed it.</exception>
    public CreatePayment Open(UnansweredRequest request)
    {
        var bytes = request.Sealed.AsSpan();
        if (bytes.Length < NonceBytes + TagBytes)
        {
            throw new TerminalException("An unanswered request is damaged.");
        }

        var content = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(
                bytes[..NonceBytes], bytes.Slice(NonceBytes, content.Length), bytes[^TagBytes..], content,
                Encoding.UTF8.GetBytes(request.Key));
            return JsonSerializer.Deserialize(content, TillMemory.TillJson.Default.CreatePayment)!;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new TerminalException("An unanswered request was changed or belongs to another till.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}
