using Tessera.Cli.Readers;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Readers;

public sealed class AmountTextTests
{
    [Theory]
    [InlineData("12.50", 840, 1_250)]
    [InlineData("12.5", 840, 1_250)]
    [InlineData("12", 840, 1_200)]
    [InlineData("0.01", 840, 1)]
    [InlineData("500", 392, 500)]
    [InlineData("9999999999.99", 840, 999_999_999_999)]
    public void An_amount_reads_in_the_currencys_decimals(string text, ushort currency, long minor)
    {
        Assert.True(AmountText.TryRead(text, new Currency(currency), out var amount));
        Assert.Equal(new Money(minor, new Currency(currency)), amount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1e3")]
    [InlineData("1,00")]
    [InlineData("1.005")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1.0.0")]
    [InlineData("１２")]
    [InlineData("10000000000.00")]
    public void What_is_no_amount_is_refused(string? text) =>
        Assert.False(AmountText.TryRead(text, Currency.Usd, out _));
}
