using System.Security.Cryptography;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

/// <summary>The own ciphers against published answers, and against the framework's classes on random input.</summary>
public sealed class BlockCipherTests
{
    private const int Rounds = 1_000;

    /// <summary>NIST SP 800-20, table 4: these nineteen reach every entry of every S-box.</summary>
    public static TheoryData<string, string, string> SubstitutionTable => new()
    {
        { "7CA110454A1A6E57", "01A1D6D039776742", "690F5B0D9A26939B" },
        { "0131D9619DC1376E", "5CD54CA83DEF57DA", "7A389D10354BD271" },
        { "07A1133E4A0B2686", "0248D43806F67172", "868EBB51CAB4599A" },
        { "3849674C2602319E", "51454B582DDF440A", "7178876E01F19B2A" },
        { "04B915BA43FEB5B6", "42FD443059577FA2", "AF37FB421F8C4095" },
        { "0113B970FD34F2CE", "059B5E0851CF143A", "86A560F10EC6D85B" },
        { "0170F175468FB5E6", "0756D8E0774761D2", "0CD3DA020021DC09" },
        { "43297FAD38E373FE", "762514B829BF486A", "EA676B2CB7DB2B7A" },
        { "07A7137045DA2A16", "3BDD119049372802", "DFD64A815CAF1A0F" },
        { "04689104C2FD3B2F", "26955F6835AF609A", "5C513C9C4886C088" },
        { "37D06BB516CB7546", "164D5E404F275232", "0A2AEEAE3FF4AB77" },
        { "1F08260D1AC2465E", "6B056E18759F5CCA", "EF1BF03E5DFA575A" },
        { "584023641ABA6176", "004BD6EF09176062", "88BF0DB6D70DEE56" },
        { "025816164629B007", "480D39006EE762F2", "A1F9915541020B56" },
        { "49793EBC79B3258F", "437540C8698F3CFA", "6FBF1CAFCFFD0556" },
        { "4FB05E1515AB73A7", "072D43A077075292", "2F22E49BAB7CA1AC" },
        { "49E95D6D4CA229BF", "02FE55778117F12A", "5A6B612CC26CCE4A" },
        { "018310DC409B26D6", "1D9D5C5018F728C2", "5F4C038ED12B2E41" },
        { "1C587F1C13924FEF", "305532286D6F295A", "63FAC0D034D9F793" },
    };

    [Theory]
    [MemberData(nameof(SubstitutionTable))]
    public void Des_matches_the_published_answers(string key, string plain, string expected)
    {
        var block = new byte[8];
        TripleDesCipher.Encrypt(Hex.Read(key + key), Hex.Read(plain), block);
        Assert.Equal(expected, Hex.Write(block));
        TripleDesCipher.Decrypt(Hex.Read(key + key), block, block);
        Assert.Equal(plain, Hex.Write(block));
    }

    /// <summary>FIPS 197, appendices B and C.</summary>
    [Theory]
    [InlineData(
        "2B7E151628AED2A6ABF7158809CF4F3C", "3243F6A8885A308D313198A2E0370734", "3925841D02DC09FBDC118597196A0B32")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F1011121314151617",
        "00112233445566778899AABBCCDDEEFF",
        "DDA97CA4864CDFE06EAF70A0EC0D7191")]
    [InlineData(
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
        "00112233445566778899AABBCCDDEEFF",
        "8EA2B7CA516745BFEAFC49904B496089")]
    public void Aes_matches_the_published_answers(string key, string plain, string expected)
    {
        var block = new byte[16];
        AesCipher.Encrypt(Hex.Read(key), Hex.Read(plain), block);
        Assert.Equal(expected, Hex.Write(block));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void Aes_of_random_keys_and_blocks_is_the_frameworks(int keyBytes)
    {
        var random = new Random(keyBytes);
        using var library = Aes.Create();
        for (var i = 0; i < Rounds; i++)
        {
            var key = Bytes(random, keyBytes);
            var data = Bytes(random, 16 * random.Next(1, 6));
            library.SetKey(key);
            var expected = library.EncryptEcb(data, PaddingMode.None);
            AesCipher.Encrypt(key, data, data);
            Assert.Equal(expected, data);
        }
    }

    [Fact]
    public void Triple_des_of_random_keys_and_blocks_is_the_frameworks()
    {
        var random = new Random(8);
        using var library = TripleDES.Create();
        for (var i = 0; i < Rounds; i++)
        {
            var key = Bytes(random, 16);
            var plain = Bytes(random, 8 * random.Next(1, 8));
            library.SetKey([.. key, .. key[..8]]);
            var expected = library.EncryptEcb(plain, PaddingMode.None);
            var actual = (byte[])plain.Clone();
            TripleDesCipher.Encrypt(key, actual, actual);
            Assert.Equal(expected, actual);
            TripleDesCipher.Decrypt(key, actual, actual);
            Assert.Equal(plain, actual);
        }
    }

    [Theory]
    [InlineData(MacPadding.Method1)]
    [InlineData(MacPadding.Method2)]
    public void Retail_mac_of_random_keys_and_data_is_made_of_the_frameworks_ciphers(MacPadding padding)
    {
        var random = new Random(9);
        using var left = DES.Create();
        using var right = DES.Create();
        var mac = new byte[8];
        for (var i = 0; i < Rounds; i++)
        {
            var key = Bytes(random, 16);
            var data = Bytes(random, random.Next(0, 80));
            left.SetKey(key.AsSpan(0, 8));
            right.SetKey(key.AsSpan(8));
            var padded = new byte[data.Length + 8];
            padded = padded[..MacBlocks.Pad(data, padding, 8, padded)];
            var chain = left.EncryptCbc(padded, new byte[8], PaddingMode.None)[^8..];
            var expected = left.EncryptEcb(right.DecryptEcb(chain, PaddingMode.None), PaddingMode.None);
            RetailMac.Compute(key, data, padding, mac);
            Assert.Equal(expected, mac);
        }
    }

    [Fact]
    public void Ciphers_and_macs_allocate_nothing()
    {
        Compute();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Compute();
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Compute()
    {
        Span<byte> key = stackalloc byte[16];
        Span<byte> data = stackalloc byte[48];
        Span<byte> target = stackalloc byte[48];
        key[0] = 1;
        TripleDesCipher.Encrypt(key, data, target);
        RetailMac.Compute(key, data, MacPadding.Method2, target);
        if (System.Runtime.Intrinsics.X86.Aes.IsSupported)
        {
            AesCipher.Encrypt(key, data, target);
            AesCmac.Compute(key, data, target);
        }
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
