using CsCheck;
using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvApplet;

public sealed class CardAppletTests
{
    private const string SelectDirectory = "00A404000E325041592E5359532E444446303100";
    private const string SelectQvsdc = "00A404000A" + TestDevice.QvsdcName + "00";
    private const string SelectMChip = "00A404000A" + TestDevice.MChipName + "00";
    private const string OnlineQualifiers = "20804000";
    private const string OnlineWithVerification = "20C04000";
    private const string Rest = "000000001234" + "000000000000" + "0840" + "0000000000" + "0840" + "261125" + "00"
        + "11223344";

    private const string AskOnline = "80AE80002B" + "000000001234" + "000000000000" + "0840" + "8000000000" + "0840"
        + "261125" + "00" + "11223344" + "22" + "0000" + "0000000000000000" + "3F0002" + "00";

    [Fact]
    public void The_directory_lists_the_application_with_priority_and_kernel()
    {
        Assert.Equal(
            "6F33840E325041592E5359532E4444463031A521BF0C1E611C4F0AF05445535345524101015007544553534552418701019F2A01039000",
            new TestDevice(CryptogramProfile.Visa18).Send(SelectDirectory));
        Assert.Contains("9F2A0102", new TestDevice(CryptogramProfile.MChip14).Send(SelectDirectory),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00A404000AF05445535345524101FF00", "6A82")]
    [InlineData("00A4040005F05445535300", "6A82")]
    [InlineData("00A404000500", "6700")]
    [InlineData("00A4040000", "6700")]
    [InlineData("00A404020AF054455353455241010100", "6A86")]
    [InlineData("00A401000AF054455353455241010100", "6A86")]
    [InlineData("80A404000AF054455353455241010100", "6E00")]
    [InlineData("0CA404000AF054455353455241010100", "6E00")]
    [InlineData("FFA404000AF054455353455241010100", "6E00")]
    [InlineData("00CA9F3600", "6E00")]
    [InlineData("80CA9F3600", "6985")]
    [InlineData("8020008000", "6D00")]
    [InlineData("00A80000028300", "6E00")]
    [InlineData("80B2010C00", "6E00")]
    [InlineData("00", "6700")]
    [InlineData("", "6700")]
    [InlineData("80A8000005830000", "6700")]
    [InlineData("80A8000002830000", "6985")]
    [InlineData("00B2010C00", "6985")]
    [InlineData("80AE800000", "6985")]
    public void Commands_without_a_selection_are_refused_with_the_right_status(string command, string status)
    {
        Assert.Equal(status, new TestDevice(CryptogramProfile.Visa18).Send(command));
    }

    [Theory]
    [InlineData("80A8010002830000", "6A86")]
    [InlineData("80A8000100", "6A86")]
    [InlineData("80A8000000", "6700")]
    [InlineData("80A8000002830000", "6700")]
    [InlineData("80A8000002840000", "6A80")]
    [InlineData("80A8000003830001", "6A80")]
    [InlineData("00B2010C00", "6985")]
    [InlineData("80AE800000", "6985")]
    public void Commands_after_select_are_refused_with_the_right_status(string command, string status)
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        Assert.EndsWith("9000", device.Send(SelectQvsdc), StringComparison.Ordinal);
        Assert.Equal(status, device.Send(command));
    }

    [Fact]
    public void Options_give_one_cryptogram_only()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Send(SelectQvsdc);
        var answer = device.Send(Options(OnlineQualifiers));
        Assert.StartsWith("7743", answer, StringComparison.Ordinal);
        Assert.EndsWith("9000", answer, StringComparison.Ordinal);
        Assert.Contains("9F36020001", answer, StringComparison.Ordinal);
        Assert.Equal("6985", device.Send(Options(OnlineQualifiers)));
        Assert.Equal("6A82", device.Send("00B2010C00"));
        device.Send(SelectQvsdc);
        Assert.Contains("9F36020002", device.Send(Options(OnlineQualifiers)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00B2010C00", "9000")]
    [InlineData("00B2020C00", "6A83")]
    [InlineData("00B2000C00", "6A83")]
    [InlineData("00B2011400", "6A82")]
    [InlineData("00B2010D00", "6A86")]
    public void Records_are_found_or_refused(string command, string status)
    {
        var device = new TestDevice(CryptogramProfile.Visa18, hasRecords: true);
        device.Send(SelectQvsdc);
        Assert.Contains("940408010100", device.Send(Options(OnlineQualifiers)), StringComparison.Ordinal);
        Assert.EndsWith(status, device.Send(command), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_without_emv_mode_is_refused()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Send(SelectQvsdc);
        Assert.Equal("6985", device.Send(Options("80804000")));
    }

    [Fact]
    public void An_offline_only_reader_gets_a_decline()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Send(SelectQvsdc);
        Assert.Contains("9F270100", device.Send(Options("28004000")), StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_is_asked_for_before_a_counter_is_spent()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Send(SelectQvsdc);
        Assert.Equal("6986", device.Send(Options(OnlineWithVerification)));
        device.Verification.Confirm();
        device.Send(SelectQvsdc);
        var answer = device.Send(Options(OnlineWithVerification));
        Assert.Contains("9F36020001", answer, StringComparison.Ordinal);
        Assert.Contains("9F6C020080", answer, StringComparison.Ordinal);
        Assert.Contains("06051203A40000", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_serves_one_cryptogram()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Verification.Confirm();
        device.Send(SelectQvsdc);
        Assert.Contains("06051203A40000", device.Send(Options(OnlineQualifiers)), StringComparison.Ordinal);
        device.Send(SelectQvsdc);
        Assert.Contains("06051203A00000", device.Send(Options(OnlineQualifiers)), StringComparison.Ordinal);
    }

    [Fact]
    public void Verification_ends_with_its_lifetime()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Verification.Confirm();
        device.Time.Advance(TimeSpan.FromSeconds(59.999));
        Assert.True(device.Verification.IsFresh);
        device.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(device.Verification.IsFresh);
        Assert.False(device.Verification.TryConsume());
    }

    [Fact]
    public void Verification_does_not_survive_time_that_runs_backwards()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Verification.Confirm();
        device.Time.Advance(TimeSpan.FromSeconds(-1));
        Assert.False(device.Verification.TryConsume());
    }

    [Fact]
    public void Verification_can_be_forgotten_and_outlives_a_reset()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Verification.Confirm();
        device.Applet.Reset();
        Assert.True(device.Verification.IsFresh);
        device.Verification.Forget();
        Assert.False(device.Verification.TryConsume());
    }

    [Fact]
    public void The_mchip_profile_gives_options_record_and_one_cryptogram()
    {
        var device = new TestDevice(CryptogramProfile.MChip14);
        device.Send(SelectMChip);
        Assert.Equal("770A82020280940408010100" + "9000", device.Send("80A8000002830000"));
        Assert.StartsWith("70", device.Send("00B2010C00"), StringComparison.Ordinal);
        var answer = device.Send(AskOnline);
        Assert.StartsWith("77", answer, StringComparison.Ordinal);
        Assert.Contains("9F2701809F36020001", answer, StringComparison.Ordinal);
        Assert.Contains("9F10120514A00000000000", answer, StringComparison.Ordinal);
        Assert.Equal("6985", device.Send(AskOnline));
    }

    [Theory]
    [InlineData("80AE900000", "6A86")]
    [InlineData("80AEC00000", "6A86")]
    [InlineData("80AE800100", "6A86")]
    [InlineData("80AE800000", "6700")]
    [InlineData("80AE80000401020304", "6700")]
    public void Malformed_cryptogram_requests_are_refused(string command, string status)
    {
        var device = new TestDevice(CryptogramProfile.MChip14);
        device.Send(SelectMChip);
        device.Send("80A8000002830000");
        Assert.Equal(status, device.Send(command));
        Assert.EndsWith("9000", device.Send(AskOnline), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00", "9F270100")]
    [InlineData("40", "9F270180")]
    [InlineData("80", "9F270180")]
    public void The_mchip_profile_never_approves_by_itself(string reference, string information)
    {
        var device = new TestDevice(CryptogramProfile.MChip14);
        device.Send(SelectMChip);
        device.Send("80A8000002830000");
        Assert.Contains(information, device.Send("80AE" + reference + AskOnline[6..]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_mchip_profile_declines_and_points_to_the_phone_when_verification_was_counted_on()
    {
        var device = new TestDevice(CryptogramProfile.MChip14);
        device.Send(SelectMChip);
        device.Send("80A8000002830000");
        var command = AskOnline.Replace("3F0002", "010002", StringComparison.Ordinal);
        var refused = device.Send(command);
        Assert.Contains("9F270100", refused, StringComparison.Ordinal);
        Assert.Contains("DF4B03001000", refused, StringComparison.Ordinal);
        device.Verification.Confirm();
        device.Send(SelectMChip);
        device.Send("80A8000002830000");
        var answer = device.Send(command);
        Assert.Contains("9F270180", answer, StringComparison.Ordinal);
        Assert.Contains("9F10120514A50000000000", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suspended_application_is_hidden_warned_about_and_cannot_pay()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Application.State = AppletState.Suspended;
        Assert.Equal("6A82", device.Send(SelectDirectory));
        Assert.EndsWith("6283", device.Send(SelectQvsdc), StringComparison.Ordinal);
        Assert.Equal("6985", device.Send(Options(OnlineQualifiers)));
        device.Application.State = AppletState.Active;
        Assert.EndsWith("9000", device.Send(SelectQvsdc), StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_application_cannot_be_selected()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Application.State = AppletState.Locked;
        Assert.Equal("6A81", device.Send(SelectQvsdc));
        Assert.Equal("6985", device.Send(Options(OnlineQualifiers)));
    }

    [Fact]
    public void Suspending_in_the_middle_of_a_tap_stops_it()
    {
        var device = new TestDevice(CryptogramProfile.MChip14);
        device.Send(SelectMChip);
        device.Send("80A8000002830000");
        device.Application.State = AppletState.Suspended;
        Assert.Equal("6985", device.Send("00B2010C00"));
        Assert.Equal("6985", device.Send(AskOnline));
    }

    [Fact]
    public void Reset_and_a_failed_select_end_the_tap()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        device.Send(SelectQvsdc);
        device.Applet.Reset();
        Assert.Equal("6985", device.Send(Options(OnlineQualifiers)));
        device.Send(SelectQvsdc);
        device.Send("00A4040005F05445535300");
        Assert.Equal("6985", device.Send(Options(OnlineQualifiers)));
    }

    [Fact]
    public void Random_commands_never_throw_and_always_have_a_status()
    {
        var device = new TestDevice(CryptogramProfile.Visa18);
        Gen.Byte.Array[0, 300].Sample(
            command => device.Applet.Respond(command).Length >= 2, iter: 20_000, threads: 1);
    }

    [Fact]
    public void Mutated_dialogues_never_throw_and_never_repeat_a_counter()
    {
        string[] dialogue = [SelectDirectory, SelectMChip, "80A8000002830000", "00B2010C00", AskOnline];
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 60], Gen.Byte).List[0, 4].Sample(mutations =>
        {
            var device = new TestDevice(CryptogramProfile.MChip14);
            var seen = new HashSet<string>();
            for (var round = 0; round < 2; round++)
            {
                for (var index = 0; index < dialogue.Length; index++)
                {
                    var command = Hex.Read(dialogue[index]);
                    foreach (var (step, place, value) in mutations.Where(mutation => mutation.Item1 == index))
                    {
                        command[place % command.Length] = value;
                    }

                    var answer = Hex.Write(device.Applet.Respond(command));
                    var at = answer.IndexOf("9F3602", StringComparison.Ordinal);
                    if (at >= 0 && !seen.Add(answer.Substring(at + 6, 4)))
                    {
                        return false;
                    }
                }
            }

            return true;
        });
    }

    private static string Options(string qualifiers) => "80A80000238321" + qualifiers + Rest + "00";
}
