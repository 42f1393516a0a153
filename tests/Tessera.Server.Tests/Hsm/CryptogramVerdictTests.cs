using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Hsm.KeyBlocks;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvCryptograms;

namespace Tessera.Server.Tests.Hsm;

public sealed class CryptogramVerdictTests : IDisposable
{
    private readonly HsmFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Right_cryptogram_is_valid_and_shows_what_it_covers(CryptogramProfile profile)
    {
        var tap = Tap.Provision(_folder.Hsm);
        var verdict = _folder.Hsm.VerifyCryptogram(Request(tap.Field55(profile)));

        var coversAll = profile != CryptogramProfile.Visa17;
        Assert.True(verdict.IsValid);
        Assert.Equal(profile, verdict.Profile);
        Assert.Equal(CredentialKeyId.Of(1, Tap.Sequence), verdict.KeyId);
        Assert.Equal((ushort)7, verdict.Atc);
        Assert.Equal(1234, verdict.AmountMinor);
        Assert.Equal(coversAll ? Currency.Usd : Currency.None, verdict.Currency);
        Assert.Equal(coversAll ? 261125 : 0, verdict.Date);
        Assert.Equal(0xA1B2C3D4, verdict.UnpredictableNumber);
        Assert.Equal(CardholderVerification.Device, verdict.Verification);
        Assert.Equal(
            CardholderVerification.None,
            _folder.Hsm.VerifyCryptogram(Request(tap.Field55(profile, isVerified: false))).Verification);
    }

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Only_a_request_cryptogram_passes_as_a_request(CryptogramProfile profile)
    {
        var tap = Tap.Provision(_folder.Hsm);
        for (var type = 0; type < 4; type++)
        {
            var request = Request(tap.Field55(profile, type: type));
            Assert.Equal(type == 2, _folder.Hsm.VerifyCryptogram(request).IsValid);
            foreach (var expected in Enum.GetValues<ApplicationCryptogramType>())
            {
                var isToPass = type == (int)expected && expected != ApplicationCryptogramType.Unknown;
                Assert.Equal(
                    isToPass, _folder.Hsm.VerifyCryptogram(request with { Expected = expected }).IsValid);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Right_cryptogram_of_a_profile_that_the_range_does_not_take_is_invalid(CryptogramProfile profile)
    {
        var tap = Tap.Provision(_folder.Hsm);
        var request = Request(tap.Field55(profile));
        foreach (var accepted in CryptogramRules.All.Select(rules => rules.Profile))
        {
            var one = request with { Accepted = CryptogramProfileSet.Of(accepted) };
            Assert.Equal(accepted == profile, _folder.Hsm.VerifyCryptogram(one).IsValid);
        }
        var none = request with { Accepted = default };
        Assert.Equal(CryptogramVerdict.Invalid, _folder.Hsm.VerifyCryptogram(none));
        Assert.Empty(_folder.Hsm.MakeResponse(none, IssuerDecision.Of("00", isApproved: true)));
    }

    [Fact]
    public void Format_that_does_not_tell_its_type_is_invalid()
    {
        var tap = Tap.Provision(_folder.Hsm);
        var request = Request(tap.Field55(CryptogramProfile.Interac133));
        foreach (var expected in Enum.GetValues<ApplicationCryptogramType>())
        {
            var one = request with { Expected = expected };
            Assert.Equal(CryptogramVerdict.Invalid, _folder.Hsm.VerifyCryptogram(one));
            Assert.Empty(_folder.Hsm.MakeResponse(one, IssuerDecision.Of("00", isApproved: true)));
        }
    }

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Every_flipped_bit_of_covered_data_makes_it_invalid(CryptogramProfile profile)
    {
        var tap = Tap.Provision(_folder.Hsm);
        var field55 = tap.Field55(profile);
        var right = _folder.Hsm.VerifyCryptogram(Request(field55));
        var flips = 0;
        foreach (var (start, length) in CoveredParts(field55, CryptogramRules.For(profile)))
        {
            for (var bit = start * 8; bit < (start + length) * 8; bit++)
            {
                var bent = (byte[])field55.Clone();
                bent[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Equal(CryptogramVerdict.Invalid, _folder.Hsm.VerifyCryptogram(Request(bent)));
                flips++;
            }
        }
        Assert.True(flips >= 14 * 8);
        Assert.Equal(right, _folder.Hsm.VerifyCryptogram(Request(field55)));
    }

    [Fact]
    public void No_flip_anywhere_in_the_message_changes_what_a_valid_verdict_says()
    {
        var tap = Tap.Provision(_folder.Hsm);
        foreach (var profile in (CryptogramProfile[])[CryptogramProfile.Visa18, CryptogramProfile.TesseraAesMChip])
        {
            var field55 = tap.Field55(profile, isVerified: false);
            var right = _folder.Hsm.VerifyCryptogram(Request(field55));
            for (var bit = 0; bit < field55.Length * 8; bit++)
            {
                var bent = (byte[])field55.Clone();
                bent[bit / 8] ^= (byte)(1 << (bit % 8));
                var verdict = _folder.Hsm.VerifyCryptogram(Request(bent));
                Assert.True(!verdict.IsValid || verdict == right);
            }
        }
    }

    [Fact]
    public void Wrong_card_sequence_key_set_and_type_give_the_one_invalid_verdict()
    {
        var tap = Tap.Provision(_folder.Hsm);
        _folder.Hsm.EnsureIssuerKeys("other");
        var field55 = tap.Field55(CryptogramProfile.Visa18);
        var request = Request(field55);
        CryptogramRequest[] wrong =
        [
            request with { Card = new CardIdentity(Tap.TokenNumber + 1, 16, Tap.Sequence) },
            request with { Card = new CardIdentity(Tap.TokenNumber, 16, Tap.Sequence + 1) },
            request with { KeySet = "other" },
            request with { KeySet = "nobody" },
            request with { Expected = ApplicationCryptogramType.ApproveOffline },
            request with { Field55 = ReadOnlyMemory<byte>.Empty },
            request with { Field55 = field55.AsMemory(0, field55.Length - 11) },
            request with { Field55 = tap.Field55(CryptogramProfile.Visa18, type: 0) },
        ];
        Assert.True(_folder.Hsm.VerifyCryptogram(request).IsValid);
        foreach (var one in wrong)
        {
            Assert.Equal(CryptogramVerdict.Invalid, _folder.Hsm.VerifyCryptogram(one));
            Assert.Empty(_folder.Hsm.MakeResponse(one, IssuerDecision.Of("00", isApproved: true)));
        }
    }

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Response_is_what_the_oracle_makes(CryptogramProfile profile)
    {
        var tap = Tap.Provision(_folder.Hsm);
        var field55 = tap.Field55(profile);
        var arqc = field55[^8..];
        var card = tap.CardKey(profile);
        byte[] atc = [0, 7], code = [0x30, 0x30], update = [0, 0x80, 0, 0];
        var common = CryptogramOracle.CommonSessionKey(card, [.. atc, 0, 0, 0, 0, 0, 0]);
        byte[] expected = profile switch
        {
            CryptogramProfile.Visa17 => [],
            CryptogramProfile.Visa10 or CryptogramProfile.MChip10 or CryptogramProfile.MChip11 =>
                [.. CryptogramOracle.Response1(card, arqc, code), .. code],
            CryptogramProfile.MChip14 or CryptogramProfile.MChip15 =>
                [.. CryptogramOracle.Response1(common, arqc, code), .. code],
            CryptogramProfile.TesseraAesShort or CryptogramProfile.TesseraAesMChip =>
            [
                .. CryptogramOracle.MacAes(CryptogramOracle.AesSessionKey(card, atc), [.. arqc, .. update])[..4],
                .. update,
            ],
            _ => [.. CryptogramOracle.Mac3(common, [.. arqc, .. update], method2: true)[..4], .. update],
        };

        Assert.Equal(expected, _folder.Hsm.MakeResponse(Request(field55), IssuerDecision.Of("00", isApproved: true)));
    }

    [Fact]
    public void Rotated_keys_leave_older_devices_valid()
    {
        var old = Tap.Provision(_folder.Hsm);
        _folder.Hsm.RotateKey(HsmFolder.KeySet, KeyRole.IssuerCryptogramAes);
        _folder.Hsm.RotateKey(HsmFolder.KeySet, KeyRole.IssuerCryptogramTripleDes);
        var young = Tap.Provision(_folder.Hsm);
        Assert.Equal((1, 2), (old.KeyIndex, young.KeyIndex));
        foreach (var tap in (Tap[])[old, young])
        {
            var verdict = _folder.Hsm.VerifyCryptogram(Request(tap.Field55(CryptogramProfile.TesseraAesShort)));
            Assert.True(verdict.IsValid);
            Assert.Equal(tap.KeyIndex, CredentialKeyId.KeyIndex(verdict.KeyId));
        }
    }

    [Theory]
    [InlineData(KeyRole.IssuerCryptogramAes)]
    [InlineData(KeyRole.IssuerCryptogramTripleDes)]
    public void Device_gets_both_keys_while_a_rotation_is_half_done(KeyRole first)
    {
        _folder.Hsm.RotateKey(HsmFolder.KeySet, first);
        var tap = Tap.Provision(_folder.Hsm);
        Assert.Equal((1, 1), (tap.KeyIndex, _folder.Hsm.CurrentKeyIndex(HsmFolder.KeySet)));
        foreach (var profile in (CryptogramProfile[])[CryptogramProfile.Visa18, CryptogramProfile.TesseraAesShort])
        {
            Assert.True(_folder.Hsm.VerifyCryptogram(Request(tap.Field55(profile))).IsValid);
        }
    }

    [Fact]
    public void Set_with_keys_of_one_algorithm_gives_devices_these()
    {
        _folder.Hsm.RotateKey("old", KeyRole.IssuerCryptogramTripleDes);
        var tap = Tap.Provision(_folder.Hsm, "old");
        var request = Request(tap.Field55(CryptogramProfile.Visa18)) with { KeySet = "old" };
        Assert.True(_folder.Hsm.VerifyCryptogram(request).IsValid);
    }

    [Fact]
    public void Many_threads_get_the_same_answers()
    {
        var tap = Tap.Provision(_folder.Hsm);
        var good = Request(tap.Field55(CryptogramProfile.MChip14));
        var aes = Request(tap.Field55(CryptogramProfile.TesseraAesShort));
        var bad = good with { Card = new CardIdentity(1234567890123456, 16, 0) };
        var failures = 0;
        Parallel.For(0, 4000, i =>
        {
            var isRight = (i % 3) switch
            {
                0 => _folder.Hsm.VerifyCryptogram(good).IsValid,
                1 => _folder.Hsm.VerifyCryptogram(aes).IsValid,
                _ => !_folder.Hsm.VerifyCryptogram(bad).IsValid,
            };
            if (!isRight)
            {
                Interlocked.Increment(ref failures);
            }
        });
        Assert.Equal(0, failures);
    }

    [Fact]
    public void Device_point_off_the_curve_and_unknown_key_set_are_refused()
    {
        var request = new DeviceKeyRequest(HsmFolder.KeySet, Tap.Card, new byte[65], "tok_1");
        Assert.False(_folder.Hsm.TryWrapForDevice(request, out _));
        Assert.False(_folder.Hsm.TryWrapForDevice(request with { KeySet = "nobody" }, out _));
    }

    [Theory]
    [MemberData(nameof(Tap.Profiles), MemberType = typeof(Tap))]
    public void Verification_allocates_nothing_whatever_its_outcome(CryptogramProfile profile)
    {
        Assert.SkipUnless(
            System.Runtime.Intrinsics.X86.Aes.IsSupported || CryptogramRules.For(profile).Algorithm != KeyAlgorithm.Aes,
            "This processor has no AES instructions; the framework's class allocates.");
        using var hsm = new MeteredHsm(_folder.Open());
        var right = Request(Tap.Provision(hsm).Field55(profile));
        var wrong = right with { Field55 = ReadOnlyMemory<byte>.Empty };
        Assert.True(hsm.VerifyCryptogram(right).IsValid);
        Assert.False(hsm.VerifyCryptogram(wrong).IsValid);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            hsm.VerifyCryptogram(right);
            hsm.VerifyCryptogram(wrong);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static CryptogramRequest Request(byte[] field55) => new(
        HsmFolder.KeySet,
        Tap.Card,
        field55,
        CryptogramProfileSet.Of([.. CryptogramRules.All.Select(rules => rules.Profile)]));

    /// <summary>Where the covered values stand in DE55: the elements, and the covered part of 9F10.</summary>
    private static List<(int Start, int Length)> CoveredParts(byte[] field55, CryptogramRules rules)
    {
        uint[] tags = rules.CoversAllElements
            ? [0x9F02, 0x9F03, 0x9F1A, 0x95, 0x5F2A, 0x9A, 0x9C, 0x9F37, 0x82, 0x9F36, 0x9F26]
            : [0x9F02, 0x9F37, 0x9F36, 0x9F26];
        var parts = new List<(int, int)>();
        var reader = new BerTlvReader(field55);
        while (reader.TryReadNext(out var tag, out var value, out var offset, out _))
        {
            if (tags.Contains(tag.Value))
            {
                parts.Add((offset, value.Length));
            }
            if (tag.Value == 0x9F10)
            {
                parts.Add(rules.Input switch
                {
                    CryptogramInput.VisaShort => (offset + 4, 1),
                    CryptogramInput.WholeIssuerApplication => (offset, value.Length),
                    _ => rules.Format == IssuerApplicationFormat.MChip ? (offset, 8) : (offset, 7),
                });
            }
        }
        return parts;
    }
}
