namespace Tessera.Core.Tests;

public sealed class RefusalTableTests
{
    public static TheoryData<Type> Enums => new(
        typeof(CommandRefusal), typeof(DirectoryRefusal), typeof(CardRefusal), typeof(ActivationRefusal),
        typeof(TokenRefusal), typeof(PaymentRefusal), typeof(SettlementRefusal), typeof(ControlsRefusal));

    [Theory]
    [MemberData(nameof(Enums))]
    public void Every_code_has_a_row_for_every_outside_language(Type refusals)
    {
        foreach (var value in Enum.GetValuesAsUnderlyingType(refusals).Cast<ushort>())
        {
            var row = RefusalTable.Of(Refusal.FromNumber(value));
            Assert.NotEqual("unknown", row.Code);
            Assert.Equal(2, row.De39.Length);
            Assert.NotEqual("00", row.De39);
            Assert.InRange(row.HttpStatus, 400, 503);
            Assert.InRange(row.TerminalText.Length, 1, 16);
            Assert.EndsWith(".", row.Title, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_row_belongs_to_a_code()
    {
        var codes = Enums.SelectMany(row => Enum.GetValuesAsUnderlyingType(row.Data).Cast<ushort>());
        Assert.Equal(codes.Order(), RefusalTable.All.Select(row => row.Refusal.Number));
    }

    [Fact]
    public void Declines_never_tell_a_shopper_which_check_of_the_cryptogram_failed()
    {
        PaymentRefusal[] cryptogram =
        [
            PaymentRefusal.CryptogramWrong, PaymentRefusal.CounterUsed, PaymentRefusal.CredentialInvalid,
            PaymentRefusal.CoveredDataDiffer,
        ];
        Assert.Single(cryptogram.Select(code => RefusalTable.Of(code).De39).Distinct());
        Assert.Single(cryptogram.Select(code => RefusalTable.Of(code).TerminalText).Distinct());
    }
}
