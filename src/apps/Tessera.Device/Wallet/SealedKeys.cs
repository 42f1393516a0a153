using System.Security.Cryptography;
using Tessera.Client.Activation;
using Tessera.Device.Storage;
using Tessera.Emv.Keys;

namespace Tessera.Device.Wallet;

/// <summary>Opens what the server sealed to this phone.</summary>
internal static class SealedKeys
{
    /// <exception cref="WalletException">It is not sealed to this phone, or is no envelope.</exception>
    public static StoredKey Open(ECDiffieHellman phone, SealedCredentials credentials)
    {
        if (credentials.KeyId is < 0 or > byte.MaxValue || credentials.KeyNumber is < 1 or > LimitedUseKey.LastNumber)
        {
            throw new WalletException("A key id is one byte, a key number two.");
        }

        var envelope = new byte[credentials.Envelope.Length];
        if (!Convert.TryFromBase64String(credentials.Envelope, envelope, out var length))
        {
            throw new WalletException("The envelope is no base64.");
        }

        var (keyId, keyNumber) = ((byte)credentials.KeyId, (ushort)(credentials.KeyNumber ?? 0));
        var context = DeviceKeyEnvelope.Context(credentials.Token, keyId, keyNumber);
        if (!DeviceCardKeys.TryOpen(phone, envelope.AsSpan(0, length), context, out var keys))
        {
            throw new WalletException("The credentials are not sealed to this phone.");
        }

        using (keys)
        {
            Span<byte> content = stackalloc byte[DeviceCardKeys.MaximumBytes];
            var written = keys.Write(content);
            var opened = new StoredKey { KeyId = keyId, KeyNumber = keyNumber, Keys = content[..written].ToArray() };
            CryptographicOperations.ZeroMemory(content);
            return opened;
        }
    }
}
