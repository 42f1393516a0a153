using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

public sealed class CombinationSelectionTests
{
    [Theory]
    [InlineData("6A82", TapReason.NoDirectory)]
    [InlineData("9000", TapReason.BadCardAnswer)]
    [InlineData("6F009000", TapReason.NoCommonApplication)]
    [InlineData("6F02A5009000", TapReason.NoCommonApplication)]
    [InlineData("6F03A501FF9000", TapReason.BadCardAnswer)]
    [InlineData("77009000", TapReason.BadCardAnswer)]
    [InlineData("90", TapReason.BadCardAnswer)]
    public void Broken_directories_end_the_tap(string answer, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0] = answer;
        Assert.Equal(reason, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Fact]
    public void A_card_that_leaves_means_try_again()
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA8] = "";
        Assert.Equal(TapReason.CardLost, Assert.IsType<TapOutcome.TryAgain>(Run(card)).Reason);
    }

    [Theory]
    [InlineData("F054455353")]
    [InlineData("A0000000031010")]
    [InlineData("F0544553")]
    public void Names_that_the_reader_does_not_take_are_passed_over(string name)
    {
        var card = ScriptedCard.Qvsdc();
        card.Directory[0]["4F"] = name;
        Assert.Equal(TapReason.NoCommonApplication, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Theory]
    [InlineData("02")]
    [InlineData("83")]
    [InlineData("C3")]
    public void Another_kernel_is_passed_over(string kernel)
    {
        var card = ScriptedCard.Qvsdc();
        card.Directory[0]["9F2A"] = kernel;
        Assert.Equal(TapReason.NoCommonApplication, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Fact]
    public void A_longer_name_matches_by_its_beginning_and_any_kernel_will_do()
    {
        var card = ScriptedCard.Qvsdc();
        card.Directory[0]["4F"] = ScriptedCard.Name + "0102";
        card.Directory[0].Remove("9F2A");
        var outcome = Assert.IsType<TapOutcome.OnlineRequest>(Run(card));
        Assert.Equal(ScriptedCard.Name + "0102", Hex.Write(outcome.Authorisation.ApplicationIdentifier.Span));
    }

    [Fact]
    public void A_name_of_five_bytes_is_the_shortest_taken()
    {
        var card = ScriptedCard.Qvsdc();
        card.Directory[0]["4F"] = ScriptedCard.Name[..10];
        var reader = TestReader.Configuration with
        {
            Applications = [new ReaderApplication(Hex.Read(ScriptedCard.Name[..10]), 3, TestReader.Limits)],
        };
        var outcome = new ContactlessReader(reader).Run(TestReader.Request(100), card.Channel);
        Assert.IsType<TapOutcome.OnlineRequest>(outcome);
    }

    [Theory]
    [InlineData(999_999_999_999, 99_999_999, true)]
    [InlineData(1_000_000_000_000, 1, false)]
    [InlineData(1, 100_000_000, false)]
    [InlineData(-1, 1, false)]
    [InlineData(1, -1, false)]
    public void Amounts_have_twelve_digits_and_sequence_numbers_eight(long amount, int sequence, bool isAllowed)
    {
        var reader = new ContactlessReader(TestReader.With(ReaderLimits.OnlineOnly(long.MaxValue)));
        var request = TestReader.Request(amount) with { SequenceNumber = sequence };
        var fault = Record.Exception(() => reader.Run(request, ScriptedCard.Qvsdc().Channel));
        Assert.Equal(isAllowed, fault is not InvariantException);
    }

    [Fact]
    public void The_best_priority_goes_first_and_none_counts_as_last()
    {
        var card = ScriptedCard.Qvsdc();
        card.Directory.Clear();
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "0A" });
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "0B", ["87"] = "03" });
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "0C", ["87"] = "F2" });
        card.Refused.Add(ScriptedCard.Name + "0C");
        card.Refused.Add(ScriptedCard.Name + "0B");
        var outcome = Assert.IsType<TapOutcome.OnlineRequest>(Run(card));
        Assert.EndsWith("0A", Hex.Write(outcome.Authorisation.ApplicationIdentifier.Span), StringComparison.Ordinal);
        var selects = card.Commands.Where(command => command.StartsWith("00A404000B", StringComparison.Ordinal));
        Assert.Equal(["0C", "0B", "0A"], selects.Select(command => command[^4..^2]));
    }

    [Fact]
    public void When_every_candidate_refuses_the_tap_ends()
    {
        var card = ScriptedCard.Qvsdc();
        card.Refused.Add(ScriptedCard.Name);
        Assert.Equal(TapReason.CardRefused, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Fact]
    public void A_refusal_of_options_with_6985_leads_to_the_next_candidate()
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA8] = "6985";
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "02" });
        Assert.Equal(TapReason.CardRefused, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
        Assert.Equal(2, card.Commands.Count(command => command.StartsWith("80A8", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("6984", TapReason.AnotherInterface)]
    [InlineData("6F00", TapReason.CardRefused)]
    [InlineData("6283", TapReason.CardRefused)]
    public void Other_refusals_of_options_end_the_tap(string status, TapReason reason)
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA8] = status;
        Assert.Equal(reason, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Theory]
    [InlineData("6F0A8408F0544553534552419000")]
    [InlineData("6F0E840AF0544553534552410102A5009000")]
    [InlineData("6F159000")]
    [InlineData("9000")]
    public void A_selection_that_answers_for_another_name_is_passed_over(string answer)
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA4] = answer;
        Assert.Equal(TapReason.BadCardAnswer, Assert.IsType<TapOutcome.EndApplication>(Run(card)).Reason);
    }

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(100_001, true)]
    public void An_amount_over_the_limit_never_reaches_the_card(long amount, bool isRefused)
    {
        var card = ScriptedCard.Qvsdc();
        var reader = TestReader.Configuration with { Applications = [TestReader.Configuration.Applications[0]] };
        var outcome = new ContactlessReader(reader).Run(TestReader.Request(amount), card.Channel);
        Assert.Equal(isRefused, card.Commands.Count == 0);
        Assert.Equal(isRefused, outcome is TapOutcome.EndApplication { Reason: TapReason.OverContactlessLimit });
    }

    [Fact]
    public void An_amount_in_another_currency_is_a_bug()
    {
        var request = TestReader.Request(1) with { Amount = new Money(1, Currency.Eur) };
        Assert.Throws<InvariantException>(() =>
            new ContactlessReader(TestReader.Configuration).Run(request, ScriptedCard.Qvsdc().Channel));
    }

    private static TapOutcome Run(ScriptedCard card) =>
        new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
}
