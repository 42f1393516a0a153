using CsCheck;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvCryptograms;

/// <summary>The product against the oracle, over random cards, keys, transactions and profiles.</summary>
public sealed class CryptogramPropertyTests
{
    private const int Cases = 5000;

    [Fact]
    public void Cryptogram_and_response_of_every_profile_agree_with_the_oracle() =>
        CryptogramCase.Any.Sample(
            one =>
            {
                var cardKey = CardKeyOf(one);
                var expectedCardKey = one.Rules.Algorithm == KeyAlgorithm.Aes
                    ? CryptogramOracle.CardKeyAes(one.IssuerKey, one.Pan, one.SequenceText)
                    : CryptogramOracle.CardKeyDes(one.IssuerKey, one.Pan, one.SequenceText, optionB: true);
                Assert.Equal(expectedCardKey, cardKey);

                var spans = one.Spans();
                var actual = new byte[8];
                Assert.True(ApplicationCryptogram.TryCompute(one.Rules, cardKey, spans, actual, out _));
                var session = OracleSession(one, cardKey);
                Assert.Equal(OracleMac(one, session, OracleInput(one), OraclePads(one)), actual);

                spans.Cryptogram = actual;
                var value = new byte[ResponseCryptogram.MaximumBytes];
                var decision = IssuerDecision.Of("05", isApproved: one.Sequence % 2 == 0);
                var length = ResponseCryptogram.Write(one.Rules, cardKey, spans, decision, value);
                Assert.Equal(OracleResponse(one, cardKey, session, actual, decision), value[..length]);
            },
            iter: Cases);

    [Fact]
    public void Option_a_and_session_keys_agree_with_the_oracle() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Char['0', '9'].Array[8, 19], Gen.Int[0, 99], Gen.Byte.Array[8]).Sample(
            (key, pan, sequence, r) =>
            {
                var text = new string(pan);
                var card = new CardIdentity(ulong.Parse(text, null), text.Length, sequence);
                var actual = new byte[16];
                CardKey.DeriveA(key, card, actual);
                Assert.Equal(
                    CryptogramOracle.CardKeyDes(key, text, sequence.ToString("00", null), optionB: false), actual);
                SessionKey.Common(key, r, actual);
                Assert.Equal(CryptogramOracle.CommonSessionKey(key, r), actual);
            },
            iter: Cases);

    [Fact]
    public void Tree_keys_agree_with_the_oracle() =>
        Gen.Select(Gen.Byte.Array[16], Gen.UShort, Gen.Bool, Gen.Byte.Array[16]).Sample(
            (key, atc, four, iv) =>
            {
                var tree = four ? Emv2000Tree.Four : Emv2000Tree.Two;
                var actual = new byte[16];
                SessionKey.FromTree(key, atc, tree, iv, actual);
                Assert.Equal(CryptogramOracle.Tree(key, atc, tree.Height, tree.BranchFactor, iv), actual);
            },
            iter: 1000);

    [Fact]
    public void Any_flipped_bit_under_a_cryptogram_changes_it() =>
        CryptogramCase.Any.Sample(
            one =>
            {
                var cardKey = CardKeyOf(one);
                var before = new byte[8];
                Assert.True(ApplicationCryptogram.TryCompute(one.Rules, cardKey, one.Spans(), before, out _));
                var input = new byte[CryptogramInputAssembly.MaximumBytes];
                Assert.True(CryptogramInputAssembly.TryWrite(one.Rules, one.Spans(), input, out var length, out _));
                var session = OracleSession(one, cardKey);
                for (var bit = 0; bit < length * 8; bit++)
                {
                    var bent = input[..length];
                    bent[bit / 8] ^= (byte)(1 << (bit % 8));
                    var after = new byte[8];
                    ApplicationCryptogram.Compute(one.Rules.Algorithm, session, bent, one.Rules.Padding, after);
                    Assert.NotEqual(before, after);
                }
            },
            iter: 40);

    private static byte[] CardKeyOf(CryptogramCase one)
    {
        var card = new CardIdentity(ulong.Parse(one.Pan, null), one.Pan.Length, one.Sequence);
        var key = new byte[16];
        CardKey.Derive(
            one.Rules.Algorithm == KeyAlgorithm.Aes ? CardKeyOption.C : CardKeyOption.B, one.IssuerKey, card, key);
        return key;
    }

    /// <summary>Session key by version number, from the table of versions and not from the product's rules.</summary>
    private static byte[] OracleSession(CryptogramCase one, byte[] cardKey) => one.Rules.Profile switch
    {
        CryptogramProfile.Visa10 or CryptogramProfile.Visa17 => cardKey,
        CryptogramProfile.MChip10 or CryptogramProfile.MChip11 or CryptogramProfile.Interac133 =>
            CryptogramOracle.CommonSessionKey(cardKey, [.. one.Atc, 0, 0, .. one.UnpredictableNumber]),
        CryptogramProfile.TesseraAesShort or CryptogramProfile.TesseraAesMChip =>
            CryptogramOracle.AesSessionKey(cardKey, one.Atc),
        _ => CryptogramOracle.CommonSessionKey(cardKey, [.. one.Atc, 0, 0, 0, 0, 0, 0]),
    };

    private static byte[] OracleInput(CryptogramCase one)
    {
        var e = one.Elements;
        var iad = one.IssuerApplication;
        return one.Rules.Profile switch
        {
            CryptogramProfile.Visa17 => [.. e[..6], .. one.UnpredictableNumber, .. one.Atc, iad[4]],
            CryptogramProfile.Visa10 => [.. e, .. iad[3..7]],
            CryptogramProfile.MChip10 or CryptogramProfile.MChip14 => [.. e, .. iad[2..8]],
            CryptogramProfile.MChip11 or CryptogramProfile.MChip15 => [.. e, .. iad[2..8], .. iad[10..18]],
            _ => [.. e, .. iad],
        };
    }

    private static bool OraclePads(CryptogramCase one) =>
        one.Rules.Profile is not (CryptogramProfile.Visa10 or CryptogramProfile.Visa17);

    private static byte[] OracleMac(CryptogramCase one, byte[] key, byte[] data, bool method2) =>
        one.Rules.Profile is CryptogramProfile.TesseraAesShort or CryptogramProfile.TesseraAesMChip
            ? CryptogramOracle.MacAes(key, data)
            : CryptogramOracle.Mac3(key, data, method2);

    private static byte[] OracleResponse(
        CryptogramCase one,
        byte[] cardKey,
        byte[] session,
        byte[] arqc,
        IssuerDecision decision)
    {
        byte[] update = [0, (byte)(decision.StatusUpdate >> 16), 0, 0];
        byte[] code = [(byte)'0', (byte)'5'];
        return one.Rules.Profile switch
        {
            CryptogramProfile.Visa17 => [],
            CryptogramProfile.Visa10 or CryptogramProfile.MChip10 or CryptogramProfile.MChip11 =>
                [.. CryptogramOracle.Response1(cardKey, arqc, code), .. code],
            CryptogramProfile.MChip14 or CryptogramProfile.MChip15 or CryptogramProfile.Interac133 =>
                [.. CryptogramOracle.Response1(session, arqc, code), .. code],
            _ => [.. OracleMac(one, session, [.. arqc, .. update], method2: true)[..4], .. update],
        };
    }
}
