using System.Globalization;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Protocols.Tests.EmvKernel;

namespace Tessera.Protocols.Tests.EmvApplet;

/// <summary>T4: the old mode of M/Chip, whose codes can be collected in advance.</summary>
public sealed class MagStripeModeTests
{
    private const string Select = "00A404000A" + TestDevice.MChipName + "00";
    private const string Options = "80A8000002830000";
    private const string Track = "9999100000000016D3012201" + "0000000000000F";

    [Fact]
    public void A_device_makes_no_codes_unless_it_is_personalised_for_them()
    {
        var device = new TestDevice(CryptogramProfile.TesseraAesMChip);
        for (var code = 0; code < 1_000; code++)
        {
            device.Send(Select);
            device.Send(Options);
            Assert.Equal("6D00", device.Send("802A8E8004" + code.ToString("D8", CultureInfo.InvariantCulture) + "00"));
        }

        device.Send(Select);
        Assert.Equal("9F360200009000", device.Send("80CA9F3600"));
    }

    [Fact]
    public void Each_of_a_thousand_harvested_codes_has_a_counter_of_its_own()
    {
        var device = new TestDevice(
            CryptogramProfile.MChip14, change: card => card with { HasMagStripeMode = true });
        var constant = DynamicCardCode.TrackConstant(TestDevice.OtherKey, Hex.Read(Track));
        for (var number = 0; number < 1_000; number++)
        {
            device.Send(Select);
            device.Send(Options);
            var text = number.ToString("D8", CultureInfo.InvariantCulture);
            var answer = device.Send("802A8E8004" + text + "00");
            var counter = (ushort)(number + 1);
            var code = DynamicCardCode.MakeCvc3(TestDevice.OtherKey, constant, Hex.Read(text), counter);
            var bytes = ushort.Parse(code, CultureInfo.InvariantCulture).ToString("X4", CultureInfo.InvariantCulture);
            var place = counter.ToString("X4", CultureInfo.InvariantCulture);
            Assert.Equal("770A9F6102" + bytes + "9F3602" + place + "9000", answer);
            Assert.Equal("6985", device.Send("802A8E8004" + text + "00"));
        }
    }

    [Fact]
    public void A_card_of_the_old_mode_only_is_taken_where_the_reader_s_owner_says_so()
    {
        var card = ScriptedCard.MChip();
        card.Options["82"] = "0000";
        var outcome = new ContactlessReader(TestReader.Configuration).Run(TestReader.Request(100), card.Channel);
        Assert.Equal(TapReason.MagStripeModeOff, Assert.IsType<TapOutcome.EndApplication>(outcome).Reason);
    }
}
