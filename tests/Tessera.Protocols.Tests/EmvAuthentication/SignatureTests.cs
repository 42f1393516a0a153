using System.Security.Cryptography;
using Tessera.Emv.Authentication;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvAuthentication;

public sealed class SignatureTests
{
    private static readonly byte[] Data = Hex.Read("5A0899991000000000160280");

    [Fact]
    public void A_static_signature_covers_its_data_and_no_other()
    {
        var signed = TestScheme.Issuer.SignStatic(Hex.Read("DAC0"), Data);
        Assert.True(StaticSignature.TryRecover(TestScheme.Issuer.Key, signed, out var signature, out _));
        Assert.Equal("DAC0", Hex.Write(signature.Code.Span));
        Assert.True(signature.Covers(Data));
        for (var bit = 0; bit < Data.Length * 8; bit++)
        {
            var bent = Data.ToArray();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(signature.Covers(bent));
        }
    }

    [Fact]
    public void A_combined_signature_gives_information_cryptogram_and_transaction_hash()
    {
        var lists = Hex.Read("00000000100011223344");
        var answer = Hex.Read("9F2701809F36020001");
        var hash = SHA1.HashData([.. lists, .. answer]);
        var signed = new CertificateAuthority(TestScheme.Card).SignDynamic(
            DynamicSignature.Format, [4, 1, 2, 3, 4, 0x80, 9, 9, 9, 9, 9, 9, 9, 9, .. hash], Hex.Read("11223344"));
        Assert.True(DynamicSignature.TryRecover(TestScheme.Card.PublicKey, signed, out var signature, out _));
        Assert.True(signature.IsCombined);
        Assert.Equal("01020304", Hex.Write(signature.Number.Span));
        Assert.Equal("80", Hex.Write(signature.CryptogramInformation.Span));
        Assert.Equal("0909090909090909", Hex.Write(signature.Cryptogram.Span));
        Assert.True(signature.Covers(Hex.Read("11223344")));
        Assert.False(signature.Covers(Hex.Read("11223345")));
        Assert.True(signature.CoversTransaction(lists, answer));
        Assert.False(signature.CoversTransaction(lists, Hex.Read("9F2701409F36020001")));
    }

    [Fact]
    public void A_plain_dynamic_signature_is_not_taken_for_a_combined_one()
    {
        var signed = new CertificateAuthority(TestScheme.Card).SignDynamic(
            DynamicSignature.Format, [2, 0, 7], Hex.Read("11223344"));
        Assert.True(DynamicSignature.TryRecover(TestScheme.Card.PublicKey, signed, out var signature, out _));
        Assert.False(signature.IsCombined);
        Assert.True(signature.Cryptogram.IsEmpty);
        Assert.False(signature.CoversTransaction(default, default));
    }

    [Fact]
    public void A_key_list_is_read_and_a_wrong_checksum_names_its_line()
    {
        var key = new SchemeKey(TestScheme.Provider, TestScheme.Index, TestScheme.Scheme.Key);
        var line = $"F054455353 E7 010001 {Hex.Write(key.Checksum())} {Hex.Write(key.Key.Modulus.Span)}";
        Assert.True(SchemeKeyTable.TryRead($"# our own\n\n{line} 2031-12-31\r\n", out var table, out _));
        Assert.True(table.TryFind(Hex.Read("F0544553534552410101"), 0xE7, out var found));
        Assert.Equal(new DateOnly(2031, 12, 31), found.Expires);
        Assert.False(table.TryFind(Hex.Read("F0544553534552410101"), 0xE8, out _));
        Assert.False(table.TryFind(Hex.Read("A000000004"), 0xE7, out _));
        foreach (var bad in (string[])
            [line.Replace(" E7 ", " E8 ", StringComparison.Ordinal), line + " never", line[..^2], $"{line}\n{line}"])
        {
            Assert.False(SchemeKeyTable.TryRead("# our own\n" + bad, out _, out var error));
            Assert.True(error.OffsetBytes >= 2);
        }
    }
}
