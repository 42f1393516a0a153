using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>The published M/Chip test card (vectors/emv-flows) at our reader.</summary>
public sealed class PublishedCardTests
{
    private const string Directory =
        "6F27840E325041592E5359532E4444463031A515BF0C1261104F07A00000000410108701019F2A01029000";

    private static readonly Dictionary<string, string> Answers = new(StringComparer.Ordinal)
    {
        ["00A4040007A000000004101000"] =
            "6F1C8407A0000000041010A511500F505043204D434420303420207632309000",
        ["80A8000002830000"] = "7716820259809410080101001001010118010200200102009000",
        ["00B2011400"] = "7081B157115413330089600044D141220101234091725A0854133300896000445F200C455445432F504159504153"
            + "535F24031412315F25030401015F280200565F3401018C219F02069F03069F090295055F2A029A039C019F37049F35019F45029F"
            + "4C089F34038D0C910A8A0295059F37049F4C088E0C00000000000000005E031F039F0702FF009F080200029F0D0500000000009F"
            + "0E0500000000009F0F0500000000009F420209789F4A0182DF4F031234569000",
        ["00B2010C00"] = "7000" + "9000",
        ["00B2011C00"] = "70009000",
        ["00B2021C00"] = "70009000",
        ["00B2012400"] = "703E8F01EF9F47030100019F32030100019F482A8F9498797B9DE111BF5EB97EF1820BA654E4867F09D6BB41BCB1"
            + "E4FB3E9D287ABD67031918134731270792009000",
        ["00B2022400"] = "70009000",
    };

    [Fact]
    public void The_card_is_read_asked_with_its_own_list_and_goes_online()
    {
        var commands = new List<string>();
        var reader = new ReaderConfiguration
        {
            Currency = Currency.Eur,
            CountryNumber = 56,
            HasSignature = true,
            Applications = [new ReaderApplication(Hex.Read(TestReader.Mastercard), 2, TestReader.Limits)],
        };
        var request = new TapRequest(
            new Money(1_000, Currency.Eur),
            new DateTime(2012, 3, 15, 9, 0, 0, DateTimeKind.Unspecified),
            0x0EEC8522,
            1);
        var outcome = new ContactlessReader(reader).Run(request, command => Answer(Hex.Write(command.Span), commands));
        var authorisation = TapTests.Online(outcome);
        Assert.Equal("1412", authorisation.ExpiryYymm);
        Assert.Equal(TapVerification.Signature, authorisation.Verification);
        Assert.Equal(0x41, authorisation.TransactionCounter);
        Assert.Equal(
            "80AE80002B" + "000000001000" + "000000000000" + "0002" + "8000008000" + "0978" + "120315" + "00"
            + "0EEC8522"
                + "22" + "0000" + "0000000000000000" + "5E0300" + "00",
            commands[^1]);
    }

    private static ReadOnlyMemory<byte> Answer(string command, List<string> commands)
    {
        commands.Add(command);
        if (command.StartsWith("80AE", StringComparison.Ordinal))
        {
            return Hex.Read(
                "77299F2701809F360200419F26084573436B1E4B95DD9F10120110A00009248400000000000000000029FF9000");
        }

        return Hex.Read(Answers.GetValueOrDefault(command, Directory));
    }
}
