using System.Text;
using Tessera.Emv.Keys;

namespace Tessera.Protocols.Tests.EmvKeys;

public sealed class LimitedUseKeyTests
{
    private static readonly byte[] CardKey = Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C");

    [Theory]
    [InlineData(1, "0001")]
    [InlineData(258, "0102")]
    [InlineData(65_535, "FFFF")]
    public void The_input_is_what_the_document_says(int number, string hex)
    {
        var label = Convert.ToHexString(Encoding.ASCII.GetBytes("Tessera limited-use key"));
        var expected = new byte[16];
        AesCmac.Compute(CardKey, Convert.FromHexString($"01{label}00{hex}0080"), expected);
        var key = new byte[16];
        LimitedUseKey.Derive(CardKey, (ushort)number, key);
        Assert.Equal(expected, key);
    }

    [Fact]
    public void A_key_may_be_derived_in_the_place_of_the_card_key()
    {
        var apart = new byte[16];
        LimitedUseKey.Derive(CardKey, 7, apart);
        var inPlace = (byte[])CardKey.Clone();
        LimitedUseKey.Derive(inPlace, 7, inPlace);
        Assert.Equal(apart, inPlace);
    }

    [Fact]
    public void A_proof_belongs_to_one_key_and_one_token()
    {
        var proofs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in (ushort[])[1, 2])
        {
            var key = new byte[16];
            LimitedUseKey.Derive(CardKey, number, key);
            foreach (var token in (string[])["tok_01", "tok_02"])
            {
                var proof = new byte[LimitedUseKey.ProofBytes];
                LimitedUseKey.Prove(key, token, proof);
                proofs.Add(Convert.ToHexString(proof));
            }
        }

        Assert.Equal(4, proofs.Count);
    }
}
