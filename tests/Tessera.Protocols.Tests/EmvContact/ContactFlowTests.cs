using Tessera.Emv.Applet;
using Tessera.Emv.Bits;
using Tessera.Emv.Contact;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvKernel;

namespace Tessera.Protocols.Tests.EmvContact;

public sealed class ContactFlowTests
{
    /// <summary>Answers by method 1 under card key and session key, by method 2 in both ciphers, and none.</summary>
    public static TheoryData<CryptogramProfile> Profiles =>
    [
        CryptogramProfile.Visa10, CryptogramProfile.Visa18, CryptogramProfile.MChip10, CryptogramProfile.MChip14,
        CryptogramProfile.TesseraAesShort, CryptogramProfile.TesseraAesMChip,
    ];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void An_approval_that_the_card_can_check_ends_approved(CryptogramProfile profile)
    {
        var rig = new ContactRig(profile);
        var transaction = rig.Start();
        var online = Assert.IsType<TapOutcome.OnlineRequest>(transaction.Outcome).Authorisation;
        Assert.Equal(TapEntry.ContactChip, online.Entry);
        Assert.Equal(TapVerification.Signature, online.Verification);
        Assert.IsType<TapOutcome.Approved>(transaction.Complete(rig.Answer(transaction)));
        Assert.Equal("9F1302" + "0001" + "9000", rig.Device.Send("80CA9F1300"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_flipped_bit_of_the_issuer_s_proof_is_approved(CryptogramProfile profile)
    {
        var rig = new ContactRig(profile, isDynamic: null);
        for (var bit = 0; bit < 10 * 8; bit++)
        {
            var transaction = rig.Start();
            var answer = rig.Answer(transaction);
            var bent = answer.Emv.ToArray();
            if (bit / 8 >= bent.Length - 2)
            {
                break;
            }

            bent[2 + (bit / 8)] ^= (byte)(1 << (bit % 8));
            Assert.Equal(
                TapReason.CardDeclined,
                Assert.IsType<TapOutcome.Declined>(transaction.Complete(answer with { Emv = bent })).Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_decline_turned_into_an_approval_on_the_way_is_not_approved(CryptogramProfile profile)
    {
        var rig = new ContactRig(profile, isDynamic: null);
        var transaction = rig.Start();
        var answer = rig.Answer(transaction, "05");
        Assert.IsType<TapOutcome.Declined>(transaction.Complete(answer with { ResponseCode = "00" }));
        transaction = rig.Start();
        Assert.IsType<TapOutcome.Declined>(transaction.Complete(new IssuerAnswer("00", default)));
        transaction = rig.Start();
        Assert.Equal(
            TapReason.IssuerDeclined,
            Assert.IsType<TapOutcome.Declined>(transaction.Complete(rig.Answer(transaction, "51"))).Reason);
        transaction = rig.Start();
        Assert.Equal(
            TapReason.IssuerUnavailable, Assert.IsType<TapOutcome.Declined>(transaction.Complete(null)).Reason);
    }

    [Theory]
    [InlineData(CryptogramProfile.MChip14, true, "0000008000")]
    [InlineData(CryptogramProfile.Visa18, true, "0000008000")]
    [InlineData(CryptogramProfile.MChip14, false, "0200008000")]
    [InlineData(CryptogramProfile.Visa18, false, "0200008000")]
    [InlineData(CryptogramProfile.Visa18, null, "8000008000")]
    public void Combined_dynamic_and_static_authentication_leave_the_right_results(
        CryptogramProfile profile, bool? isDynamic, string results)
    {
        var rig = new ContactRig(profile, isDynamic: isDynamic);
        var online = Assert.IsType<TapOutcome.OnlineRequest>(rig.Start().Outcome).Authorisation;
        Assert.Contains("9505" + results, Hex.Write(online.Field55.Span), StringComparison.Ordinal);
        var hasAsked = rig.Commands.Any(command => command.StartsWith("00880000", StringComparison.Ordinal));
        Assert.Equal(profile == CryptogramProfile.Visa18 && isDynamic == true, hasAsked);
    }

    [Theory]
    [InlineData(CryptogramProfile.Visa18, true, "0800008000")]
    [InlineData(CryptogramProfile.Visa18, false, "4200008000")]
    [InlineData(CryptogramProfile.MChip14, true, "0400008000")]
    public void Signed_data_changed_on_the_way_leave_the_right_results(
        CryptogramProfile profile, bool isDynamic, string results)
    {
        // The signed record says from when to when: another country in it.
        var rig = new ContactRig(profile, isDynamic: isDynamic)
        {
            Bend = answer => answer.Replace("5F28020840", "5F28020124", StringComparison.Ordinal),
        };
        var online = Assert.IsType<TapOutcome.OnlineRequest>(rig.Start().Outcome).Authorisation;
        Assert.Contains("9505" + results, Hex.Write(online.Field55.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_may_approves_a_small_amount_by_itself_when_it_is_authentic()
    {
        var lenient = new ContactProfile { ApprovesOffline = true };
        var terminal = ContactRig.Terminal with
        {
            Applications = TestReader.With(TestReader.Limits with { FloorMinor = 2_000 }).Applications,
            RandomSelectionPercent = 10,
        };
        foreach (var profile in (CryptogramProfile[])[CryptogramProfile.MChip14, CryptogramProfile.Visa18])
        {
            var rig = new ContactRig(profile, lenient, true, terminal);
            Assert.IsType<TapOutcome.Approved>(rig.Start(1_500).Outcome);
            Assert.IsType<TapOutcome.OnlineRequest>(rig.Start(2_500).Outcome);
            Assert.IsType<TapOutcome.OnlineRequest>(rig.Start(1_500, randomPercent: 9).Outcome);
            var unsigned = new ContactRig(profile, lenient, null, terminal);
            Assert.IsType<TapOutcome.OnlineRequest>(unsigned.Start(1_500).Outcome);
        }
    }

    [Fact]
    public void A_card_without_a_directory_is_found_by_name()
    {
        var rig = new ContactRig(CryptogramProfile.MChip14)
        {
            Bend = answer => answer.Contains("315041592E", StringComparison.Ordinal) ? "6A82" : answer,
        };
        Assert.IsType<TapOutcome.OnlineRequest>(rig.Start().Outcome);
    }

    [Fact]
    public void Terminal_action_codes_decline_what_they_name()
    {
        var denial = default(TerminalVerificationResults).With(TvrBit.FloorLimitExceeded);
        var terminal = ContactRig.Terminal with
        {
            ActionCodes = ContactRig.Terminal.ActionCodes with { Denial = denial },
        };
        Assert.Equal(
            TapReason.TerminalDeclined,
            Assert.IsType<TapOutcome.Declined>(
                new ContactRig(CryptogramProfile.Visa18, terminal: terminal).Start().Outcome).Reason);
    }

    [Fact]
    public void Scripts_run_before_and_after_the_second_cryptogram_and_leave_results()
    {
        foreach (var profile in (CryptogramProfile[])[CryptogramProfile.MChip14, CryptogramProfile.Visa18])
        {
            var rig = new ContactRig(profile);
            var transaction = rig.Start();
            var answer = rig.Answer(
                transaction, "00", rig.Script(transaction, 0x71, 0x20), rig.Script(transaction, 0x72, 0x1E));
            Assert.IsType<TapOutcome.Approved>(transaction.Complete(answer));
            Assert.Equal("1101020304" + "2101020304", Hex.Write(transaction.ScriptResults.Span));
            Assert.Equal(AppletState.Suspended, rig.Device.Application.State);
            Assert.Equal(
                TapReason.NoCommonApplication,
                Assert.IsType<TapOutcome.EndApplication>(rig.Start().Outcome).Reason);
        }
    }

    [Fact]
    public void A_script_with_a_wrong_mac_changes_nothing_and_ends_scripting()
    {
        var rig = new ContactRig(CryptogramProfile.MChip14);
        var transaction = rig.Start();
        var answer = rig.Answer(
            transaction,
            "00",
            rig.Script(transaction, 0x72, 0x16, isMacRight: false),
            rig.Script(transaction, 0x72, 0x16));
        Assert.IsType<TapOutcome.Approved>(transaction.Complete(answer));
        Assert.Equal("1101020304" + "1101020304", Hex.Write(transaction.ScriptResults.Span));
        Assert.Equal(AppletState.Active, rig.Device.Application.State);
    }

    [Fact]
    public void A_script_of_another_transaction_is_refused()
    {
        var rig = new ContactRig(CryptogramProfile.Visa18);
        var first = rig.Start();
        var script = rig.Script(first, 0x72, 0x16);
        var second = rig.Start();
        second.Complete(rig.Answer(second, "00", script));
        Assert.Equal("1101020304", Hex.Write(second.ScriptResults.Span));
        Assert.Equal(AppletState.Active, rig.Device.Application.State);
    }

    [Fact]
    public void A_script_that_blocks_before_the_second_cryptogram_makes_it_a_decline()
    {
        var rig = new ContactRig(CryptogramProfile.MChip14);
        var transaction = rig.Start();
        var answer = rig.Answer(transaction, "00", rig.Script(transaction, 0x71, 0x1E));
        Assert.IsType<TapOutcome.Declined>(transaction.Complete(answer));
    }

    [Fact]
    public void A_transaction_takes_one_answer()
    {
        var rig = new ContactRig(CryptogramProfile.Visa18);
        var transaction = rig.Start();
        transaction.Complete(rig.Answer(transaction));
        Assert.Throws<InvariantException>(() => transaction.Complete(null));
    }

    [Fact]
    public void Velocity_is_checked_where_the_card_states_limits()
    {
        var rig = new ContactRig(CryptogramProfile.Visa18, isDynamic: null);
        rig.Bend = answer => answer.Contains("9F0702FF00", StringComparison.Ordinal)
            ? Relength(answer.Replace("9F0702FF00", "9F0702FF009F1401009F230103", StringComparison.Ordinal))
            : answer;
        var online = Assert.IsType<TapOutcome.OnlineRequest>(rig.Start().Outcome).Authorisation;

        // No counter is used yet, so both registers are 0: too many, and a new card.
        Assert.Contains("95058008" + "00E000", Hex.Write(online.Field55.Span), StringComparison.Ordinal);
        Assert.Contains("80CA9F3600", rig.Commands);
        Assert.Contains("80CA9F1300", rig.Commands);
    }

    private static string Relength(string answer) =>
        "70" + Hex.Write([(byte)((answer.Length / 2) - 4)]) + answer[4..];
}
