using Tessera.Emv.Bits;
using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

public sealed class MChipFlowTests
{
    [Theory]
    [InlineData("8006028008010100" + "9000", true)]
    [InlineData("80020280" + "9000", false)]
    [InlineData("800102" + "9000", false)]
    [InlineData("9000", false)]
    public void Both_formats_of_options_are_read(string answer, bool isRead)
    {
        var card = ScriptedCard.MChip();
        card.Raw[0xA8] = answer;
        Assert.Equal(isRead, Run(card) is TapOutcome.OnlineRequest);
    }

    [Theory]
    [InlineData("82")]
    [InlineData("94")]
    public void Missing_options_end_the_tap(string tag)
    {
        var card = ScriptedCard.MChip();
        card.Options.Remove(tag);
        Assert.Equal(TapReason.CardDataMissing, QvsdcFlowTests.Ended(Run(card)));
    }

    [Fact]
    public void A_card_without_emv_mode_is_not_run_in_the_old_mode()
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "0200";
        Assert.Equal(TapReason.MagStripeModeOff, QvsdcFlowTests.Ended(Run(card)));
        Assert.Equal(3, card.Commands.Count);
    }

    [Theory]
    [InlineData("57")]
    [InlineData("8C")]
    public void Missing_records_end_the_tap(string tag)
    {
        var card = ScriptedCard.MChip();
        card.Record.Remove(tag);
        Assert.Equal(TapReason.CardDataMissing, QvsdcFlowTests.Ended(Run(card)));
    }

    [Theory]
    [InlineData("9F02")]
    [InlineData("9F02FF9F03FF")]
    public void A_list_that_is_broken_or_too_long_ends_the_tap(string list)
    {
        var card = ScriptedCard.MChip();
        card.Record["8C"] = list;
        Assert.Equal(TapReason.CardDataMissing, QvsdcFlowTests.Ended(Run(card)));
    }

    [Theory]
    [InlineData("9F27")]
    [InlineData("9F36")]
    [InlineData("9F26")]
    [InlineData("9F10")]
    public void Missing_parts_of_the_cryptogram_end_the_tap(string tag)
    {
        var card = ScriptedCard.MChip();
        card.Cryptogram.Remove(tag);
        Assert.Equal(TapReason.CardDataMissing, QvsdcFlowTests.Ended(Run(card)));
    }

    [Fact]
    public void Format_1_of_the_cryptogram_is_read()
    {
        var card = ScriptedCard.MChip();
        card.Raw[0xAE] = "801D" + "80" + "0001" + "0102030405060708" + "0114A00000000000000000000000000000FF" + "9000";
        var field = Hex.Write(TapTests.Online(Run(card)).Field55.Span);
        Assert.Contains("9F2608" + "0102030405060708", field, StringComparison.Ordinal);
        card.Raw[0xAE] = "800A80000101020304050607" + "9000";
        Assert.Equal(TapReason.BadCardAnswer, QvsdcFlowTests.Ended(Run(card)));
    }

    [Theory]
    [InlineData("6985")]
    [InlineData("6F00")]
    public void A_refused_cryptogram_ends_the_tap(string status)
    {
        var card = ScriptedCard.MChip();
        card.Raw[0xAE] = status;
        Assert.Equal(TapReason.CardRefused, QvsdcFlowTests.Ended(Run(card)));
    }

    [Theory]
    [InlineData("00", "0114800000000000000000000000000000FF", TapReason.CardDeclined)]
    [InlineData("80", "0114800000000000000000000000000000FF", TapReason.CardDataInconsistent)]
    [InlineData("40", "0114900000000000000000000000000000FF", TapReason.CryptogramUpgraded)]
    [InlineData("C0", "0114B00000000000000000000000000000FF", TapReason.BadCardAnswer)]
    public void Decisions_that_decline_contradict_or_exceed_are_not_taken(
        string information, string issuerApplication, TapReason reason)
    {
        var card = ScriptedCard.MChip();
        card.Cryptogram["9F27"] = information;
        card.Cryptogram["9F10"] = issuerApplication;
        Assert.Equal(reason, QvsdcFlowTests.ReasonOf(Run(card)));
    }

    [Fact]
    public void A_decline_that_points_to_the_phone_means_try_again()
    {
        var card = ScriptedCard.MChip();
        card.Cryptogram["9F27"] = "00";
        card.Cryptogram["DF4B"] = "001000";
        Assert.Equal(TapReason.VerifyOnDevice, Assert.IsType<TapOutcome.TryAgain>(Run(card)).Reason);
    }

    [Theory]
    [InlineData(2_000, "40")]
    [InlineData(2_001, "80")]
    public void Action_analysis_asks_for_an_offline_approval_up_to_the_floor_limit(long amount, string reference)
    {
        var card = OfflineCard();
        var outcome = Run(card, amount, TestReader.OfflineCapable);
        Assert.Contains(card.Commands, command => command.StartsWith("80AE" + reference, StringComparison.Ordinal));
        Assert.Equal(reference == "40", outcome is TapOutcome.Approved);
    }

    [Fact]
    public void A_card_may_answer_less_than_it_was_asked_for()
    {
        var card = OfflineCard();
        card.Cryptogram["9F27"] = "80";
        card.Cryptogram["9F10"] = "0114A00000000000000000000000000000FF";
        Assert.IsType<TapOutcome.OnlineRequest>(Run(card, 100, TestReader.OfflineCapable));
    }

    [Theory]
    [InlineData("9F0E", "0000000000", "80")]
    [InlineData("9F0E", "8000000000", "00")]
    [InlineData("9F0F", "8000000000", "80")]
    public void The_issuers_action_codes_count(string tag, string code, string reference)
    {
        var card = OfflineCard();
        card.Record.Remove("9F0F");
        card.Record[tag] = code;
        var outcome = Run(card, 100, TestReader.OfflineCapable);
        Assert.Contains(card.Commands, command => command.StartsWith("80AE" + reference, StringComparison.Ordinal));
        if (reference == "00")
        {
            Assert.Equal(TapReason.CryptogramUpgraded, QvsdcFlowTests.Ended(outcome));
        }
    }

    [Theory]
    [InlineData(false, "00")]
    [InlineData(true, "40")]
    public void A_reader_that_is_always_offline_asks_for_no_online_cryptogram(bool accepts, string reference)
    {
        var reader = TestReader.OfflineCapable with { IsOfflineOnly = true, AcceptsUnauthenticatedOffline = accepts };
        var card = OfflineCard();
        Run(card, 100, reader);
        Assert.Contains(card.Commands, command => command.StartsWith("80AE" + reference, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0000000000", "40")]
    [InlineData("8000000000", "00")]
    [InlineData(null, "00")]
    public void A_reader_that_is_always_offline_follows_the_issuers_default_code(string? code, string reference)
    {
        var card = OfflineCard();
        card.Record.Remove("9F0D");
        if (code is not null)
        {
            card.Record["9F0D"] = code;
        }

        Run(card, 100, TestReader.OfflineCapable with { IsOfflineOnly = true });
        Assert.Contains(card.Commands, command => command.StartsWith("80AE" + reference, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reader_that_is_always_offline_declines_an_online_cryptogram()
    {
        var card = OfflineCard();
        card.Cryptogram["9F27"] = "80";
        card.Cryptogram["9F10"] = "0114A00000000000000000000000000000FF";
        var outcome = Run(card, 100, TestReader.OfflineCapable with { IsOfflineOnly = true });
        Assert.Equal(TapReason.ReaderIsOfflineOnly, QvsdcFlowTests.Declined(outcome));
    }

    [Theory]
    [InlineData("5F24", "261124", TvrBit.Expired, TapReason.Expired)]
    [InlineData("5F25", "270101", TvrBit.NotYetEffective, TapReason.NotYetEffective)]
    [InlineData("9F07", "0000", TvrBit.ServiceNotAllowed, TapReason.ServiceNotAllowed)]
    public void Restrictions_are_raised_and_a_denial_code_declines(
        string tag, string value, TvrBit bit, TapReason reason)
    {
        var card = ScriptedCard.MChip();
        card.Record["57"] = "9999100000000016D26112010000000F";
        card.Record["5F24"] = "261130";
        card.Record[tag] = value;
        card.Cryptogram["9F27"] = "00";
        var denial = default(TerminalVerificationResults).With(bit);
        var reader = TestReader.Configuration with
        {
            ActionCodes = TestReader.Configuration.ActionCodes with { Denial = denial },
        };
        Assert.Equal(reason, QvsdcFlowTests.Declined(Run(card, 100, reader)));
        Assert.Contains(card.Commands, command => command.StartsWith("80AE00", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_versions_are_raised_and_go_online()
    {
        var card = ScriptedCard.MChip();
        card.Record["9F08"] = "0001";
        Assert.Contains("95058080008000", Hex.Write(TapTests.Online(Run(card)).Field55.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200_000, TapReason.None)]
    [InlineData(200_001, TapReason.OverContactlessLimit)]
    public void A_device_that_verifies_its_holder_has_a_limit_of_its_own(long amount, TapReason reason)
    {
        Assert.Equal(reason, QvsdcFlowTests.ReasonOf(Run(ScriptedCard.MChip(), amount)));
    }

    [Fact]
    public void A_plain_card_has_the_lower_limit()
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "1080";
        Assert.Equal(TapReason.OverContactlessLimit, QvsdcFlowTests.Ended(Run(card, 150_000)));
    }

    [Theory]
    [InlineData(5_000, "3F0002", TapVerification.None)]
    [InlineData(5_001, "010002", TapVerification.OnDevice)]
    public void On_device_verification_follows_the_limit(long amount, string results, TapVerification verification)
    {
        var authorisation = TapTests.Online(Run(ScriptedCard.MChip(), amount));
        Assert.Contains("9F3403" + results, Hex.Write(authorisation.Field55.Span), StringComparison.Ordinal);
        Assert.Equal(verification, authorisation.Verification);
    }

    /// <summary>The list is 8E of a plain card; each row is one branch of EMV Book 3, 10.5.</summary>
    [Theory]
    [InlineData(100, "1F00", "1F0002", TapVerification.None, false)]
    [InlineData(9_000, "1F00", "1F0001", TapVerification.None, true)]
    [InlineData(9_000, "5F001E00", "1E0000", TapVerification.Signature, false)]
    [InlineData(100, "42031F03", "420300", TapVerification.OnlinePin, false)]
    [InlineData(100, "01001F00", "010001", TapVerification.None, true)]
    [InlineData(100, "41001F00", "1F0002", TapVerification.None, false)]
    [InlineData(100, "0000", "000001", TapVerification.None, true)]
    [InlineData(100, "40001F00", "1F0002", TapVerification.None, false)]
    [InlineData(100, "1E01", "3F0001", TapVerification.None, true)]
    [InlineData(100, "1E04", "3F0001", TapVerification.None, true)]
    [InlineData(100, "1E05", "3F0001", TapVerification.None, true)]
    [InlineData(100, "1E02", "1E0200", TapVerification.Signature, false)]
    [InlineData(999, "1E06", "1E0600", TapVerification.Signature, false)]
    [InlineData(1_000, "1E06", "3F0001", TapVerification.None, true)]
    [InlineData(1_001, "1E07", "1E0700", TapVerification.Signature, false)]
    [InlineData(1_000, "1E07", "3F0001", TapVerification.None, true)]
    [InlineData(1_999, "1E08", "1E0800", TapVerification.Signature, false)]
    [InlineData(2_000, "1E08", "3F0001", TapVerification.None, true)]
    [InlineData(2_001, "1E09", "1E0900", TapVerification.Signature, false)]
    [InlineData(2_000, "1E09", "3F0001", TapVerification.None, true)]
    [InlineData(100, "1E0A", "3F0001", TapVerification.None, true)]
    [InlineData(100, "1E7F1F03", "1F0302", TapVerification.None, false)]
    public void The_cards_list_is_walked(
        long amount, string rules, string results, TapVerification verification, bool hasFailed)
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "1080";
        card.Record["8E"] = "000003E8" + "000007D0" + rules;
        card.Record["9F42"] = "0840";
        var reader = TestReader.Configuration with { HasOnlinePin = true, HasSignature = true };
        var authorisation = TapTests.Online(Run(card, amount, reader));
        var field = Hex.Write(authorisation.Field55.Span);
        Assert.Contains("9F3403" + results, field, StringComparison.Ordinal);
        Assert.Equal(verification, authorisation.Verification);
        Assert.Equal(hasFailed, (Results(field) & 0x80_0000) != 0);
        Assert.Equal(verification == TapVerification.OnlinePin, (Results(field) & 0x04_0000) != 0);
    }

    [Theory]
    [InlineData("1E06")]
    [InlineData("1E07")]
    [InlineData("1E08")]
    [InlineData("1E09")]
    public void Amount_conditions_of_a_card_in_another_currency_never_apply(string rule)
    {
        var reader = TestReader.Configuration with { HasSignature = true };
        foreach (var amount in (long[])[1, 100, 3_000])
        {
            var card = ScriptedCard.MChip();
            card.Options["82"] = "1080";
            card.Record["8E"] = "000003E8" + "000007D0" + rule;
            card.Record["9F42"] = "0978";
            Assert.Equal(TapVerification.None, TapTests.Online(Run(card, amount, reader)).Verification);
        }
    }

    [Theory]
    [InlineData("800B80000101020304050607089000", TapReason.CardDataMissing)]
    [InlineData("800A800001010203040506079000", TapReason.BadCardAnswer)]
    public void Format_1_without_issuer_data_is_read_and_found_lacking(string answer, TapReason reason)
    {
        var card = ScriptedCard.MChip();
        card.Raw[0xAE] = answer;
        Assert.Equal(reason, QvsdcFlowTests.Ended(Run(card)));
    }

    [Theory]
    [InlineData("9F02069F34039F37F6", true)]
    [InlineData("9F02069F34039F37F7", false)]
    public void A_list_may_ask_for_255_bytes(string list, bool isAsked)
    {
        var card = ScriptedCard.MChip();
        card.Record["8C"] = list;
        Run(card);
        Assert.Equal(isAsked, card.Commands.Any(command => command.StartsWith("80AE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("08014000", TapReason.BadCardAnswer)]
    [InlineData("08014100", TapReason.CardAnswersTooMuch)]
    public void Sixty_four_records_are_read_and_one_more_is_too_many(string locator, TapReason reason)
    {
        var card = ScriptedCard.MChip();
        card.Options["94"] = locator;
        Assert.Equal(reason, QvsdcFlowTests.Ended(Run(card)));
    }

    [Fact]
    public void A_method_that_the_terminal_does_not_know_is_raised()
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "1080";
        card.Record["8E"] = "0000000000000000" + "2000";
        var field = Hex.Write(TapTests.Online(Run(card)).Field55.Span);
        Assert.Equal(0xC0_0000UL, Results(field) & 0xC0_0000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00000000000000001F")]
    public void A_card_that_promises_a_list_and_has_none_lacks_an_object(string? list)
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "1080";
        if (list is not null)
        {
            card.Record["8E"] = list;
        }

        var field = Hex.Write(TapTests.Online(Run(card)).Field55.Span);
        Assert.Equal(0x20_0000_0000UL, Results(field) & 0x20_0000_0000);
    }

    [Fact]
    public void A_card_without_verification_passes_small_amounts_and_fails_large_ones()
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "0080";
        Assert.Equal(0UL, Results(Hex.Write(TapTests.Online(Run(card)).Field55.Span)) & 0x80_0000);
        var large = Hex.Write(TapTests.Online(Run(card, 9_000)).Field55.Span);
        Assert.NotEqual(0UL, Results(large) & 0x80_0000);
    }

    private static ulong Results(string field)
    {
        var at = field.IndexOf("9505", StringComparison.Ordinal);
        return Convert.ToUInt64(field.Substring(at + 4, 10), 16);
    }

    private static ScriptedCard OfflineCard()
    {
        var card = ScriptedCard.MChip();
        card.Record["9F0F"] = "0000000000";
        card.Record["9F0D"] = "0000000000";
        card.Cryptogram["9F27"] = "40";
        card.Cryptogram["9F10"] = "0114900000000000000000000000000000FF";
        return card;
    }

    private static TapOutcome Run(ScriptedCard card, long amount = 100, ReaderConfiguration? reader = null) =>
        new ContactlessReader(reader ?? TestReader.Configuration).Run(TestReader.Request(amount), card.Channel);
}
