using Tessera.Emv.Applet;
using Tessera.Emv.Cryptograms;
using Tessera.Protocols.Tests.EmvApplet;

namespace Tessera.Protocols.Tests.EmvContact;

public sealed class ContactAppletTests
{
    private const string SelectDirectory = "00A404000E315041592E5359532E444446303100";
    private const string Select = "00A404000A" + TestDevice.MChipName + "00";
    private const string Options = "80A8000002830000";
    private const string AskOnline = "80AE80002B" + "000000001234" + "000000000000" + "0840" + "8000008000" + "0840"
        + "261125" + "00" + "11223344" + "22" + "0000" + "0000000000000000" + "1E0300" + "00";
    private const string SecondData = "00000000000000000000" + "3030" + "8000008000" + "11223344" + "0000000000000000";
    private const string Second = "80AE00001D" + SecondData + "00";

    private static TestDevice Card(ContactProfile? profile = null) => new(
        CryptogramProfile.MChip14,
        way: AppletInterface.Contact,
        change: card => card with { Contact = profile ?? new ContactProfile() });

    [Fact]
    public void The_directory_over_contacts_is_read_record_by_record()
    {
        var card = Card();
        Assert.Equal(
            "6F15840E315041592E5359532E4444463031A503880101" + "9000", card.Send(SelectDirectory));
        Assert.Equal(
            "701A61184F0A" + TestDevice.MChipName + "500754455353455241" + "870101" + "9000", card.Send("00B2010C00"));
        Assert.Equal("6A83", card.Send("00B2020C00"));
        Assert.Equal("6A82", card.Send("00B2011400"));
        Assert.Equal("6A82", card.Send("00A404000E325041592E5359532E444446303100"));
    }

    [Fact]
    public void A_phone_has_nothing_over_contacts()
    {
        var phone = new TestDevice(CryptogramProfile.MChip14, way: AppletInterface.Contact);
        Assert.Equal("6A82", phone.Send(SelectDirectory));
        Assert.Equal("6A82", phone.Send(Select));
    }

    [Theory]
    [InlineData("80CA9F3600", "9F360200009000")]
    [InlineData("80CA9F1300", "9F130200009000")]
    [InlineData("80CA9F1700", "6A88")]
    [InlineData("80CA9F4F00", "6A88")]
    [InlineData("80CA9F7900", "6A88")]
    [InlineData("80CA5A0000", "6A88")]
    [InlineData("00B2015C00", "6A82")]
    public void Data_that_are_not_there_have_their_status(string command, string answer)
    {
        var card = Card();
        card.Send(Select);
        Assert.Equal(answer, card.Send(command));
    }

    [Fact]
    public void Pin_tries_and_the_log_are_given_where_the_card_has_them()
    {
        var card = Card(new ContactProfile { PinTries = 3, LogLength = 2 });
        card.Send(Select);
        Assert.Equal("9F1701039000", card.Send("80CA9F1700"));
        Assert.Equal("9F4F0B9A039F02065F2A029F36029000", card.Send("80CA9F4F00"));
        Assert.Equal("6A83", card.Send("00B2015C00"));
        for (var round = 0; round < 3; round++)
        {
            card.Send(Select);
            card.Send(Options);
            card.Send(AskOnline);
        }

        Assert.Equal("261125" + "000000001234" + "0840" + "0003" + "9000", card.Send("00B2015C00"));
        Assert.EndsWith("0002" + "9000", card.Send("00B2025C00"), StringComparison.Ordinal);
        Assert.Equal("6A83", card.Send("00B2035C00"));
    }

    [Fact]
    public void A_reset_clears_selection_and_transaction()
    {
        var card = Card();
        card.Send(Select);
        card.Send(Options);
        Assert.EndsWith("9000", card.Send(AskOnline), StringComparison.Ordinal);
        card.Applet.Reset();
        Assert.Equal("6985", card.Send(Second));
        Assert.Equal("6985", card.Send("80CA9F3600"));
        Assert.Equal("6985", card.Send("00B2010C00"));
        Assert.Equal("6985", card.Send("841E000008" + "0000000000000000"));
    }

    [Fact]
    public void The_second_cryptogram_is_given_once_and_declines_without_proof()
    {
        var card = Card();
        card.Send(Select);
        card.Send(Options);
        Assert.Contains("9F270180", card.Send(AskOnline), StringComparison.Ordinal);
        Assert.Equal("6700", card.Send("80AE00000100" + "00"));
        Assert.Equal("6A86", card.Send(Second.Replace("80AE00", "80AE80", StringComparison.Ordinal)));
        Assert.Contains(
            "9F270100",
            card.Send(Second.Replace("80AE00", "80AE40", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Equal("6985", card.Send(Second));
    }

    [Theory]
    [InlineData("00820000080000000000000000")]
    [InlineData("841E0000080000000000000000")]
    [InlineData("80AE00001D" + SecondData + "00")]
    public void Commands_of_the_issuer_need_a_request_first(string command)
    {
        var card = Card();
        card.Send(Select);
        card.Send(Options);
        Assert.NotEqual("9000", card.Send(command)[^4..]);
    }

    [Fact]
    public void External_authentication_has_one_try()
    {
        var card = new TestDevice(
            CryptogramProfile.Visa18,
            way: AppletInterface.Contact,
            change: plastic => plastic with { Contact = new ContactProfile() });
        card.Send("00A404000A" + TestDevice.QvsdcName + "00");
        Assert.Contains("82021C00", card.Send(Options), StringComparison.Ordinal);
        card.Send(AskOnline);
        Assert.Equal("6700", card.Send("008200000400000000"));
        Assert.Equal("6300", card.Send("00820000080000000000000000"));
        Assert.Equal("6985", card.Send("00820000080000000000000000"));
    }
}
