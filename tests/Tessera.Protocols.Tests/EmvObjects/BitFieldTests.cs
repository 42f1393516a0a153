using CsCheck;
using Tessera.Emv.Bits;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvObjects;

public sealed class BitFieldTests
{
    [Fact]
    public void Every_bit_of_the_terminal_results_sets_its_own_place()
    {
        foreach (var bit in Enum.GetValues<TvrBit>())
        {
            var bytes = default(TerminalVerificationResults).With(bit).ToBytes();
            var expected = new byte[5];
            expected[((int)bit >> 4) - 1] = (byte)(1 << (((int)bit & 0x0F) - 1));
            Assert.Equal(expected, bytes);
        }
    }

    [Fact]
    public void Terminal_results_with_all_bits_name_the_27_bits_of_the_book()
    {
        TerminalVerificationResults.TryRead(Hex.Read("FFFFFFFFFF"), out var value, out _);
        Assert.Equal(27, value.Describe().Count);
        Assert.True(value.Has(TvrBit.FloorLimitExceeded));
    }

    [Fact]
    public void Bits_of_each_field_are_placed_as_the_tables_say()
    {
        Assert.Equal("0280", Hex.Write(default(ApplicationInterchangeProfile)
            .With(AipBit.OnDeviceCardholderVerification).With(AipBit.EmvMode).ToBytes()));
        Assert.Equal("20C04000",
            Hex.Write(default(TerminalTransactionQualifiers).With(TtqBit.EmvMode)
                .With(TtqBit.OnlineCryptogramRequired).With(TtqBit.CvmRequired)
                .With(TtqBit.ConsumerDeviceCvm).ToBytes()));
        Assert.Equal("0080", Hex.Write(default(CardTransactionQualifiers)
            .With(CtqBit.ConsumerDeviceCvmPerformed).ToBytes()));
        Assert.Equal("4000", Hex.Write(default(TransactionStatusInformation)
            .With(TsiBit.CardholderVerificationPerformed).ToBytes()));
    }

    [Fact]
    public void Names_reach_from_the_first_bit_to_the_last()
    {
        Assert.Equal(
            ["1.7 SDA supported", "1.1 CDA supported", "2.1 Relay resistance protocol is supported"],
            BitNames.Describe("aip", [0x41, 0x01]));
    }

    [Fact]
    public void A_set_bit_is_found_and_another_is_not()
    {
        var status = default(TransactionStatusInformation).With(TsiBit.IssuerAuthenticationPerformed);
        Assert.True(status.Has(TsiBit.IssuerAuthenticationPerformed));
        Assert.False(status.Has(TsiBit.ScriptProcessingPerformed));
        var profile = default(ApplicationInterchangeProfile).With(AipBit.EmvMode);
        Assert.True(profile.Has(AipBit.EmvMode));
        Assert.False(profile.Has(AipBit.RelayResistance));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    public void Terminal_results_of_a_wrong_length_are_refused(int length)
    {
        Assert.False(TerminalVerificationResults.TryRead(new byte[length], out _, out var error));
        Assert.Equal(ParseErrorCode.BadLength, error.Code);
    }

    [Fact]
    public void Terminal_results_round_trip()
    {
        Gen.Byte.Array[5].Sample(bytes =>
            TerminalVerificationResults.TryRead(bytes, out var value, out _) && value.ToBytes().SequenceEqual(bytes));
    }

    [Fact]
    public void Unnamed_codes_and_bits_have_no_name()
    {
        Assert.Equal("", BitNames.NameOf("cvm", 0x2A));
        Assert.Empty(BitNames.Describe("nothing", [0xFF]));
    }
}
