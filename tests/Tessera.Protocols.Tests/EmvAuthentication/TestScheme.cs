using Tessera.Emv.Authentication;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvAuthentication;

/// <summary>A scheme of our own, made once for all tests: scheme key, issuer key with certificate, card key.</summary>
internal static class TestScheme
{
    public const byte Index = 0xE7;

    public static byte[] Provider { get; } = Hex.Read("F054455353");

    public static DateOnly Expires { get; } = new(2031, 6, 30);

    public static CertificateAuthority Scheme { get; } = new(RsaSigner.Create(176));

    public static CertificateAuthority Issuer { get; } = new(RsaSigner.Create(144));

    public static RsaSigner Card { get; } = RsaSigner.Create(128);

    public static CertificateParts IssuerParts { get; } =
        Scheme.Certify(CertificateKind.Issuer, "999910", Expires, 1, Issuer.Key);

    public static SchemeKeyTable Keys { get; } = new([new SchemeKey(Provider, Index, Scheme.Key)]);
}
