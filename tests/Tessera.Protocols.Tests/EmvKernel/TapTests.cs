using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>Our device at our reader: whole taps of every profile.</summary>
public sealed class TapTests
{
    public static TheoryData<CryptogramProfile> Profiles =>
    [
        CryptogramProfile.Visa18,
        CryptogramProfile.TesseraAesShort,
        CryptogramProfile.MChip14,
        CryptogramProfile.TesseraAesMChip,
    ];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_small_tap_goes_online_with_a_cryptogram_that_verifies(CryptogramProfile profile)
    {
        var authorisation = Online(TestReader.Tap(new TestDevice(profile), 1_234));
        Assert.Equal((true, false), TestReader.Judge(authorisation));
        Assert.Equal(TapVerification.None, authorisation.Verification);
        Assert.Equal("3012", authorisation.ExpiryYymm);
        Assert.Equal("201", authorisation.ServiceCode);
        Assert.Equal(1, authorisation.PanSequenceNumber);
        Assert.Equal(1, authorisation.TransactionCounter);
        Assert.Equal(1_234, authorisation.Amount.Minor);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_large_tap_asks_the_holder_and_then_shows_verification_in_covered_bytes(CryptogramProfile profile)
    {
        var device = new TestDevice(profile);
        var again = Assert.IsType<TapOutcome.TryAgain>(TestReader.Tap(device, 50_000));
        Assert.Equal(TapReason.VerifyOnDevice, again.Reason);
        device.Verification.Confirm();
        var authorisation = Online(TestReader.Tap(device, 50_000));
        Assert.Equal((true, true), TestReader.Judge(authorisation));
        Assert.Equal(TapVerification.OnDevice, authorisation.Verification);
        Assert.IsType<TapOutcome.TryAgain>(TestReader.Tap(device, 50_000));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_verification_before_a_small_tap_is_shown_and_used_up(CryptogramProfile profile)
    {
        var device = new TestDevice(profile);
        device.Verification.Confirm();
        Assert.Equal((true, true), TestReader.Judge(Online(TestReader.Tap(device, 100))));
        Assert.Equal((true, false), TestReader.Judge(Online(TestReader.Tap(device, 100))));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_suspended_device_offers_nothing(CryptogramProfile profile)
    {
        var device = new TestDevice(profile);
        device.Application.State = AppletState.Suspended;
        Assert.Equal(
            TapReason.NoDirectory, Assert.IsType<TapOutcome.EndApplication>(TestReader.Tap(device, 100)).Reason);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_reader_without_support_for_the_device_ends_or_declines_large_taps(CryptogramProfile profile)
    {
        var reader = TestReader.Configuration with { HasOnDeviceVerification = false };
        var device = new TestDevice(profile);
        device.Verification.Confirm();
        var outcome = TestReader.Tap(device, 50_000, reader);
        if (device.Application.KernelId == ReaderApplication.QvsdcKernel)
        {
            Assert.Equal(TapReason.VerificationFailed, Assert.IsType<TapOutcome.Declined>(outcome).Reason);
        }
        else
        {
            // The M/Chip terminal results say that verification failed; the issuer decides on covered bytes.
            Assert.Contains("95058000808000", Hex.Write(Online(outcome).Field55.Span), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Field_55_has_the_mandatory_objects_and_no_account_number(CryptogramProfile profile)
    {
        var field = Online(TestReader.Tap(new TestDevice(profile), 1_234)).Field55;
        Assert.True(field.Length <= 255);
        Assert.True(BerTlv.TryReadTree(field, out var nodes, out _));
        var tags = nodes.Select(node => node.Tag.ToString()).ToArray();
        Assert.Equal(tags.Length, tags.Distinct().Count());
        foreach (var tag in (string[])["9F26", "9F27", "9F10", "9F37", "9F36", "95", "9A", "9C", "9F02", "5F2A", "82",
            "9F1A", "9F03", "84"])
        {
            Assert.Contains(tag, tags);
        }

        Assert.Empty(tags.Intersect(["57", "5A", "5F20", "99", "9F1F", "9F20"]));
        Assert.DoesNotContain("9999100000000016", Hex.Write(field.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void An_authorisation_prints_without_card_data()
    {
        var text = Online(TestReader.Tap(new TestDevice(CryptogramProfile.Visa18), 1_234)).ToString();
        Assert.DoesNotContain("9999100000000016", text, StringComparison.Ordinal);
        Assert.DoesNotContain("3012", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_with_two_tokens_pays_with_the_one_of_higher_priority()
    {
        var first = new TestDevice(CryptogramProfile.Visa18);
        var second = new TestDevice(CryptogramProfile.TesseraAesMChip);
        var applet = new CardApplet([second.Application, first.Application], first.Verification);
        var outcome = new ContactlessReader(TestReader.Configuration)
            .Run(TestReader.Request(100), command => applet.Respond(command.Span));
        Assert.Equal(2, Online(outcome).KernelId);
    }

    [Fact]
    public void A_record_of_the_qvsdc_profile_is_read()
    {
        var device = new TestDevice(CryptogramProfile.Visa18, hasRecords: true);
        Assert.Equal((true, false), TestReader.Judge(Online(TestReader.Tap(device, 100))));
    }

    internal static TapAuthorisation Online(TapOutcome outcome) =>
        Assert.IsType<TapOutcome.OnlineRequest>(outcome).Authorisation;
}
