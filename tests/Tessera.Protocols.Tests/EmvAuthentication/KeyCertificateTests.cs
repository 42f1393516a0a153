using Tessera.Emv.Authentication;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvAuthentication;

public sealed class KeyCertificateTests
{
    private const string Number = "9999100000000016";

    private static readonly byte[] StaticData = Hex.Read("5A0899991000000000165F24033012310280");

    /// <summary>Key lengths on both sides of what fits into a certificate: with and without a remainder.</summary>
    [Theory]
    [InlineData(176, 144)]
    [InlineData(176, 140)]
    [InlineData(176, 128)]
    [InlineData(144, 144)]
    [InlineData(128, 96)]
    [InlineData(96, 64)]
    public void Certificates_of_any_lengths_are_recovered(int signerBytes, int keyBytes)
    {
        var authority = new CertificateAuthority(RsaSigner.Create(signerBytes));
        var key = RsaSigner.Create(keyBytes).PublicKey;
        foreach (var kind in (CertificateKind[])[CertificateKind.Issuer, CertificateKind.Card])
        {
            var isIssuer = kind == CertificateKind.Issuer;
            var data = isIssuer ? [] : StaticData;
            var parts = authority.Certify(
                kind, isIssuer ? "999910" : Number, TestScheme.Expires, 0x010203, key, data);
            Assert.True(
                KeyCertificate.TryRecover(kind, authority.Key, parts, data, out var certificate, out var fault),
                fault.ToString());
            Assert.Equal(Hex.Write(key.Modulus.Span), Hex.Write(certificate.Key.Modulus.Span));
            Assert.Equal("0631", certificate.ExpiryMmyy);
            Assert.Equal("010203", Hex.Write(certificate.SerialNumber.Span));
            Assert.True(certificate.IsFor(Number));
        }
    }

    [Fact]
    public void A_certificate_is_for_its_holder_and_its_time_only()
    {
        var issuer = Recover(CertificateKind.Issuer, TestScheme.Scheme.Key, TestScheme.IssuerParts, []);
        Assert.True(issuer.IsFor("9999101234567890"));
        Assert.False(issuer.IsFor("9999111234567890"));
        Assert.False(issuer.IsExpired(new DateOnly(2031, 6, 30)));
        Assert.True(issuer.IsExpired(new DateOnly(2031, 7, 1)));
        var card = Recover(CertificateKind.Card, TestScheme.Issuer.Key, CardParts(), StaticData);
        Assert.True(card.IsFor(Number));
        Assert.False(card.IsFor(Number + "0"));
        Assert.False(card.IsFor(Number[..15]));
    }

    [Fact]
    public void Every_flipped_bit_of_certificate_remainder_exponent_or_static_data_is_refused()
    {
        var parts = CardParts();
        Assert.NotEqual(0, parts.Remainder.Length);
        byte[][] sources =
            [parts.Certificate.ToArray(), parts.Remainder.ToArray(), parts.Exponent.ToArray(), StaticData];
        for (var part = 0; part < sources.Length; part++)
        {
            for (var bit = 0; bit < sources[part].Length * 8; bit++)
            {
                var bent = sources.Select(source => source.ToArray()).ToArray();
                bent[part][bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(KeyCertificate.TryRecover(
                    CertificateKind.Card,
                    TestScheme.Issuer.Key,
                    new CertificateParts(bent[0], bent[1], bent[2]),
                    bent[3],
                    out _,
                    out var fault));
                Assert.NotEqual(AuthenticationFault.None, fault);
            }
        }
    }

    [Fact]
    public void A_certificate_is_not_taken_for_one_of_the_other_kind_or_of_another_signer()
    {
        Assert.False(KeyCertificate.TryRecover(
            CertificateKind.Issuer, TestScheme.Issuer.Key, CardParts(), StaticData, out _, out var fault));
        Assert.Equal(AuthenticationFault.WrongFormat, fault);
        Assert.False(KeyCertificate.TryRecover(
            CertificateKind.Card, TestScheme.Scheme.Key, CardParts(), StaticData, out _, out fault));
        Assert.Equal(AuthenticationFault.WrongLength, fault);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("00010001")]
    [InlineData("7FFFFFFF")]
    [InlineData("")]
    public void An_exponent_of_the_card_s_choice_is_not_taken(string exponent) => Assert.False(
        RsaPublicKey.TryMake(TestScheme.Card.PublicKey.Modulus.Span, Hex.Read(exponent), out _));

    [Fact]
    public void Hostile_bytes_never_throw()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(0, 260)];
            random.NextBytes(bytes);
            var parts = new CertificateParts(bytes, bytes, bytes);
            Assert.False(KeyCertificate.TryRecover(
                CertificateKind.Card, TestScheme.Issuer.Key, parts, bytes, out _, out _));
            Assert.False(StaticSignature.TryRecover(TestScheme.Issuer.Key, bytes, out _, out _));
            Assert.False(DynamicSignature.TryRecover(TestScheme.Card.PublicKey, bytes, out _, out _));
        }
    }

    private static CertificateParts CardParts() => TestScheme.Issuer.Certify(
        CertificateKind.Card, Number, TestScheme.Expires, 2, TestScheme.Card.PublicKey, StaticData);

    private static KeyCertificate Recover(
        CertificateKind kind, RsaPublicKey signer, CertificateParts parts, byte[] staticData)
    {
        Assert.True(KeyCertificate.TryRecover(kind, signer, parts, staticData, out var certificate, out var fault),
            fault.ToString());
        return certificate;
    }
}
