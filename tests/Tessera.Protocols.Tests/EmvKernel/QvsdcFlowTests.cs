using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

public sealed class QvsdcFlowTests
{
    [Theory]
    [InlineData(100, "20804000")]
    [InlineData(5_000, "20804000")]
    [InlineData(5_001, "20C04000")]
    [InlineData(0, "20804000")]
    public void Qualifiers_follow_the_limits(long amount, string qualifiers)
    {
        var card = ScriptedCard.Qvsdc();
        Run(card, amount);
        var options = card.Commands.Single(command => command.StartsWith("80A8", StringComparison.Ordinal));
        Assert.Equal(qualifiers, options.Substring(14, 8));
    }

    [Fact]
    public void Below_the_floor_limit_an_online_cryptogram_is_not_demanded()
    {
        var card = ScriptedCard.Qvsdc();
        Run(card, 2_000, TestReader.OfflineCapable);
        Assert.Contains(card.Commands, command =>
            command.StartsWith("80A80000238321" + "20004000", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("82")]
    [InlineData("9F36")]
    [InlineData("9F26")]
    [InlineData("9F10")]
    [InlineData("57")]
    public void Missing_mandatory_objects_end_the_tap(string tag)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options.Remove(tag);
        Assert.Equal(TapReason.CardDataMissing, Ended(Run(card)));
    }

    [Theory]
    [InlineData("82", "00")]
    [InlineData("9F36", "01")]
    [InlineData("9F26", "01020304")]
    [InlineData("57", "9999100000000016")]
    public void Mandatory_objects_of_a_wrong_length_end_the_tap(string tag, string value)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options[tag] = value;
        Assert.Equal(TapReason.CardDataMissing, Ended(Run(card)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("9F02069F3704")]
    [InlineData("9F66049F0206")]
    public void A_list_without_qualifiers_or_unpredictable_number_ends_the_tap(string? list)
    {
        var card = ScriptedCard.Qvsdc();
        card.Pdol = list;
        Assert.Equal(TapReason.CardDataMissing, Ended(Run(card)));
    }

    [Theory]
    [InlineData("9F6604FF")]
    [InlineData("9F66FF9F37FF9F02FF")]
    public void A_list_that_is_broken_or_too_long_is_not_filled(string list)
    {
        var card = ScriptedCard.Qvsdc();
        card.Pdol = list;
        Assert.IsType<TapOutcome.EndApplication>(Run(card));
        Assert.DoesNotContain(card.Commands, command => command.StartsWith("80A8", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("8006000008010100" + "9000")]
    [InlineData("9000")]
    [InlineData("7702820F9000")]
    [InlineData("770882020000820200009000")]
    [InlineData("77048202000077009000")]
    public void Answers_that_are_no_template_or_repeat_an_object_end_the_tap(string answer)
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA8] = answer;
        Assert.Equal(TapReason.BadCardAnswer, Ended(Run(card)));
    }

    [Fact]
    public void Without_information_byte_the_covered_results_decide()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options.Remove("9F27");
        var authorisation = TapTests.Online(Run(card));
        Assert.Contains("9F270180", Hex.Write(authorisation.Field55.Span), StringComparison.Ordinal);
        card.Options["9F10"] = "06011203800000";
        Assert.Equal(TapReason.CardDeclined, Declined(Run(card)));
    }

    [Theory]
    [InlineData("00", "06011203800000", TapReason.CardDeclined)]
    [InlineData("00", "06011203A00000", TapReason.CardDeclined)]
    [InlineData("80", "06011203800000", TapReason.CardDataInconsistent)]
    [InlineData("80", "06011203900000", TapReason.CardDataInconsistent)]
    [InlineData("40", "06011203A00000", TapReason.CardDataInconsistent)]
    [InlineData("40", "06011203900000", TapReason.OfflineNotAccepted)]
    public void Decisions_that_decline_or_contradict_the_covered_results_decline(
        string information, string issuerApplication, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["9F27"] = information;
        card.Options["9F10"] = issuerApplication;
        Assert.Equal(reason, Declined(Run(card)));
    }

    [Fact]
    public void A_reserved_decision_ends_the_tap()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["9F27"] = "C0";
        card.Options["9F10"] = "06011203B00000";
        Assert.Equal(TapReason.BadCardAnswer, Ended(Run(card)));
    }

    [Fact]
    public void An_offline_approval_is_taken_only_by_a_reader_that_says_so_and_below_its_floor_limit()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["9F27"] = "40";
        card.Options["9F10"] = "06011203900000";
        Assert.IsType<TapOutcome.Approved>(Run(card, 2_000, TestReader.OfflineCapable));
        Assert.Equal(TapReason.OfflineNotAccepted, Declined(Run(card, 2_001, TestReader.OfflineCapable)));
    }

    [Fact]
    public void A_reader_that_is_always_offline_declines_online_requests()
    {
        var reader = TestReader.Configuration with { IsOfflineOnly = true };
        Assert.Equal(TapReason.ReaderIsOfflineOnly, Declined(Run(ScriptedCard.Qvsdc(), 100, reader)));
    }

    [Theory]
    [InlineData("9999100000000016D26112010000000F", null, "0000", TapReason.None)]
    [InlineData("9999100000000016D26102010000000F", null, "0000", TapReason.Expired)]
    [InlineData("9999100000000016D26102010000000F", null, "0800", TapReason.None)]
    [InlineData("9999100000000016D26132010000000F", null, "0000", TapReason.Expired)]
    [InlineData("9999100000000016D26112010000000F", "261124", "0000", TapReason.Expired)]
    [InlineData("9999100000000016D26112010000000F", "261125", "0000", TapReason.None)]
    [InlineData("9999100000000016D99112010000000F", null, "0000", TapReason.Expired)]
    [InlineData("9999100000000016D49122010000000F", null, "0000", TapReason.None)]
    [InlineData("9999100000000016D50122010000000F", null, "0000", TapReason.Expired)]
    public void Expiry_is_checked_to_the_day(string track, string? expiry, string qualifiers, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["57"] = track;
        card.Options["9F6C"] = qualifiers;
        if (expiry is not null)
        {
            card.Options["5F24"] = expiry;
        }

        Assert.Equal(reason, ReasonOf(Run(card)));
    }

    [Theory]
    [InlineData("5F25", "261126", TapReason.NotYetEffective)]
    [InlineData("5F25", "261125", TapReason.None)]
    [InlineData("5F25", "2611", TapReason.NotYetEffective)]
    [InlineData("9F07", "FE00", TapReason.ServiceNotAllowed)]
    [InlineData("9F07", "FF", TapReason.ServiceNotAllowed)]
    [InlineData("9F07", "0100", TapReason.None)]
    public void Dates_and_usage_are_checked(string tag, string value, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options[tag] = value;
        Assert.Equal(reason, ReasonOf(Run(card)));
    }

    [Theory]
    [InlineData("0840", "2900", TransactionType.Purchase, TapReason.None)]
    [InlineData("0840", "1500", TransactionType.Purchase, TapReason.ServiceNotAllowed)]
    [InlineData("0156", "1500", TransactionType.Purchase, TapReason.None)]
    [InlineData("0156", "2900", TransactionType.Purchase, TapReason.ServiceNotAllowed)]
    [InlineData("0840", "8100", TransactionType.Cash, TapReason.None)]
    [InlineData("0156", "8100", TransactionType.Cash, TapReason.ServiceNotAllowed)]
    [InlineData("0840", "0180", TransactionType.Cashback, TapReason.None)]
    [InlineData("0156", "0180", TransactionType.Cashback, TapReason.ServiceNotAllowed)]
    public void Usage_depends_on_country_and_kind(
        string country, string control, TransactionType type, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["5F28"] = country;
        card.Options["9F07"] = control;
        var outcome = new ContactlessReader(TestReader.Configuration)
            .Run(TestReader.Request(100) with { Type = type }, card.Channel);
        Assert.Equal(reason, ReasonOf(outcome));
    }

    [Theory]
    [InlineData("0080", null, TapVerification.OnDevice)]
    [InlineData("0080", "01112233440080", TapVerification.OnDevice)]
    [InlineData("0080", "01112233440000", null)]
    [InlineData("0080", "0111223344", null)]
    [InlineData("8000", null, TapVerification.OnlinePin)]
    [InlineData("4000", null, TapVerification.Signature)]
    [InlineData("C080", null, TapVerification.OnDevice)]
    [InlineData("C000", null, TapVerification.OnlinePin)]
    [InlineData("0000", null, null)]
    [InlineData(null, null, TapVerification.Signature)]
    public void Above_the_limit_the_cards_qualifiers_choose_the_verification(
        string? qualifiers, string? related, TapVerification? expected)
    {
        var reader = TestReader.Configuration with { HasOnlinePin = true, HasSignature = true };
        AssertVerification(reader, qualifiers, related, expected);
    }

    [Theory]
    [InlineData("0080")]
    [InlineData("8000")]
    [InlineData("4000")]
    [InlineData(null)]
    public void A_reader_that_supports_no_verification_declines_above_the_limit(string? qualifiers)
    {
        var reader = TestReader.Configuration with { HasOnDeviceVerification = false };
        AssertVerification(reader, qualifiers, null, null);
    }

    [Theory]
    [InlineData("9999100000000024", TapReason.CardDataInconsistent)]
    [InlineData("9999100000000016", TapReason.None)]
    public void A_second_account_number_must_be_the_same(string number, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["94"] = "08010100";
        card.Record["5A"] = number;
        Assert.Equal(reason, ReasonOf(Run(card)));
    }

    [Fact]
    public void A_second_expiry_must_be_the_same_month()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["5F24"] = "311231";
        Assert.Equal(TapReason.CardDataInconsistent, Ended(Run(card)));
    }

    [Theory]
    [InlineData("08010200", TapReason.BadCardAnswer)]
    [InlineData("10010100", TapReason.BadCardAnswer)]
    [InlineData("0801", TapReason.BadCardAnswer)]
    [InlineData("0801FF00", TapReason.CardAnswersTooMuch)]
    public void Locators_that_lead_nowhere_or_too_far_end_the_tap(string locator, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["94"] = locator;
        Assert.Equal(reason, Ended(Run(card)));
    }

    [Fact]
    public void A_record_that_repeats_an_object_ends_the_tap()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["94"] = "08010100";
        card.Record["57"] = card.Options["57"];
        Assert.Equal(TapReason.BadCardAnswer, Ended(Run(card)));
    }

    [Fact]
    public void What_only_a_terminal_may_say_is_not_taken_from_the_card()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options["9F02"] = "000000000001";
        card.Options["9F37"] = "FFFFFFFF";
        var field = Hex.Write(TapTests.Online(Run(card)).Field55.Span);
        Assert.Contains("9F0206000000000100", field, StringComparison.Ordinal);
        Assert.Contains("9F370411223344", field, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5F34", "0A", TapReason.BadCardAnswer)]
    public void A_sequence_number_must_be_decimal(string tag, string value, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options[tag] = value;
        Assert.Equal(reason, Ended(Run(card)));
    }

    [Fact]
    public void A_card_without_sequence_number_has_none()
    {
        var card = ScriptedCard.Qvsdc();
        card.Options.Remove("5F34");
        Assert.Null(TapTests.Online(Run(card)).PanSequenceNumber);
    }

    internal static TapReason ReasonOf(TapOutcome outcome) => outcome switch
    {
        TapOutcome.Declined declined => declined.Reason,
        TapOutcome.EndApplication end => end.Reason,
        TapOutcome.TryAgain again => again.Reason,
        _ => TapReason.None,
    };

    internal static TapReason Ended(TapOutcome outcome) => Assert.IsType<TapOutcome.EndApplication>(outcome).Reason;

    internal static TapReason Declined(TapOutcome outcome) => Assert.IsType<TapOutcome.Declined>(outcome).Reason;

    private static void AssertVerification(
        ReaderConfiguration reader, string? qualifiers, string? related, TapVerification? expected)
    {
        var card = ScriptedCard.Qvsdc();
        card.Options.Remove("9F6C");
        if (qualifiers is not null)
        {
            card.Options["9F6C"] = qualifiers;
        }

        if (related is not null)
        {
            card.Options["9F69"] = related;
        }

        var outcome = Run(card, 50_000, reader);
        if (expected is null)
        {
            Assert.Equal(TapReason.VerificationFailed, Declined(outcome));
        }
        else
        {
            Assert.Equal(expected, TapTests.Online(outcome).Verification);
        }
    }

    private static TapOutcome Run(ScriptedCard card, long amount = 100, ReaderConfiguration? reader = null) =>
        new ContactlessReader(reader ?? TestReader.Configuration).Run(TestReader.Request(amount), card.Channel);
}
