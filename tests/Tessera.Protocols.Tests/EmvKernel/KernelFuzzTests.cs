using CsCheck;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvApplet;

namespace Tessera.Protocols.Tests.EmvKernel;

public sealed class KernelFuzzTests
{
    [Fact]
    public void Random_answers_never_throw_and_the_tap_ends()
    {
        Gen.Byte.Array[0, 80].Array[1, 8].Sample(answers =>
        {
            var next = 0;
            var outcome = new ContactlessReader(TestReader.Configuration)
                .Run(TestReader.Request(100), _ => answers[next++ % answers.Length]);
            return outcome is TapOutcome.EndApplication or TapOutcome.TryAgain;
        });
    }

    [Theory]
    [InlineData(CryptogramProfile.Visa18)]
    [InlineData(CryptogramProfile.TesseraAesMChip)]
    public void Answers_with_bytes_changed_cut_or_added_never_throw_or_verify_with_other_values(
        CryptogramProfile profile)
    {
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 255], Gen.Byte, Gen.Int[0, 3]).Array[1, 3].Sample(mutations =>
        {
            var device = new TestDevice(profile);
            var step = 0;
            var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), command =>
            {
                var answer = device.Channel(command).ToArray();
                foreach (var mutation in mutations.Where(mutation => mutation.Item1 == step))
                {
                    answer = Mutate(answer, mutation.Item2, mutation.Item3, mutation.Item4);
                }

                step++;
                return answer;
            });
            return outcome is not TapOutcome.Approved
                && (outcome is not TapOutcome.OnlineRequest online
                    || !TestReader.Judge(online.Authorisation).IsHolderVerified);
        });
    }

    [Fact]
    public void A_card_with_endless_records_is_stopped()
    {
        var card = ScriptedCard.MChip();
        card.Options["94"] =
            string.Concat(Enumerable.Range(1, 30).Select(file => Hex.Write([(byte)(file << 3), 1, 255, 0])));
        var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
        Assert.Equal(TapReason.CardAnswersTooMuch, QvsdcFlowTests.Ended(outcome));
        Assert.True(card.Commands.Count < 10);
    }

    [Fact]
    public void A_card_with_endless_candidates_is_stopped()
    {
        var card = ScriptedCard.Qvsdc();
        card.Raw[0xA8] = "6985";
        for (var index = 0; index < 200; index++)
        {
            card.Directory.Add(new() { ["4F"] = ScriptedCard.Name, ["9F2A"] = "03" });
        }

        var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
        Assert.IsType<TapOutcome.EndApplication>(outcome);
        Assert.True(card.Commands.Count <= 128);
    }

    [Fact]
    public void A_card_with_huge_answers_is_stopped()
    {
        var huge = new byte[40_000];
        huge[^2] = 0x6A;
        var card = ScriptedCard.Qvsdc();
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "01", ["9F2A"] = "03" });
        card.Directory.Add(new() { ["4F"] = ScriptedCard.Name + "02", ["9F2A"] = "03" });
        card.Raw[0xA4] = Hex.Write(huge);
        var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
        Assert.Equal(TapReason.CardAnswersTooMuch, QvsdcFlowTests.Ended(outcome));
    }

    [Fact]
    public void A_deeply_nested_answer_is_refused()
    {
        var nested = new byte[] { 0x84, 0x00 };
        for (var depth = 0; depth < 40; depth++)
        {
            nested = [0x6F, (byte)nested.Length, .. nested];
        }

        var card = ScriptedCard.Qvsdc();
        card.Raw[0] = Hex.Write(nested) + "9000";
        var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
        Assert.Equal(TapReason.BadCardAnswer, QvsdcFlowTests.Ended(outcome));
    }

    private static byte[] Mutate(byte[] answer, int place, byte value, int kind)
    {
        if (answer.Length == 0)
        {
            return answer;
        }

        var at = place % answer.Length;
        return kind switch
        {
            0 => [.. answer[..at], value, .. answer[(at + 1)..]],
            1 => answer[..at],
            2 => [.. answer[..at], value, .. answer[at..]],
            _ => [.. answer[..at], .. answer[(at + 1)..]],
        };
    }
}
