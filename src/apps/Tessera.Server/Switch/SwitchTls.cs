using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tessera.Server.Switch;

/// <summary>
/// TLS with certificates on both ends. A peer is whoever holds the key of a certificate that was handed over for a
/// participant: certificates are compared by fingerprint, and no authority vouches for anybody.
/// </summary>
public sealed class SwitchTls(X509Certificate2 own, IReadOnlyDictionary<string, string> codeByFingerprint) : IDisposable
{
    /// <summary>Reads PEM files: the own certificate with its key, and each participant's certificate.</summary>
    /// <exception cref="CryptographicException">A file is no certificate, or the key belongs to another.</exception>
    public static SwitchTls FromFiles(
        string certificateFile, string keyFile, IEnumerable<(string Code, string CertificateFile)> peers)
    {
        Dictionary<string, string> codes = [];
        foreach ((string code, string file) in peers)
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            codes[FingerprintOf(certificate)] = code;
        }

        return new SwitchTls(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), codes);
    }

    public static string FingerprintOf(X509Certificate certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public void Dispose() => own.Dispose();

    /// <summary>The stream and the participant whose certificate the peer holds; null when the peer is nobody known.
    /// </summary>
    internal async Task<(Stream Stream, string Code)?> AcceptAsync(
        Stream transport, DateTimeOffset now, CancellationToken cancel)
    {
        var tls = new SslStream(transport);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificate = own,
            ClientCertificateRequired = true,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => CodeOf(certificate, now) is not null,
        };
        bool isDone = await TryAsync(() => tls.AuthenticateAsServerAsync(options, cancel));
        return isDone && CodeOf(tls.RemoteCertificate, now) is { } code ? (tls, code) : null;
    }

    /// <summary>Null unless the server holds the participant's certificate.</summary>
    internal async Task<Stream?> ConnectAsync(
        Stream transport, string code, DateTimeOffset now, CancellationToken cancel)
    {
        var tls = new SslStream(transport);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = code,
            ClientCertificates = [own],
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => CodeOf(certificate, now) == code,
        };
        return await TryAsync(() => tls.AuthenticateAsClientAsync(options, cancel)) ? tls : null;
    }

    private static async Task<bool> TryAsync(Func<Task> handshake)
    {
        try
        {
            await handshake();
            return true;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private string? CodeOf(X509Certificate? certificate, DateTimeOffset now) =>
        certificate is X509Certificate2 known
        && codeByFingerprint.TryGetValue(FingerprintOf(known), out string? code)
        && now.UtcDateTime >= known.NotBefore.ToUniversalTime()
        && now.UtcDateTime <= known.NotAfter.ToUniversalTime()
            ? code : null;
}
