using CsCheck;
using Tessera.Primitives.BankAccounts;

namespace Tessera.Protocols.Tests.Primitives;

public sealed class IbanTests
{
    [Theory]
    [InlineData("NO93 8601 1117 947")]
    [InlineData("no93-8601-1117-947")]
    [InlineData("NO71.4202.47.14777")]
    [InlineData("BE68539007547034")]
    [InlineData("ES9121000418450200051332")]
    [InlineData("ME25505000012345678951")]
    [InlineData("PT50000201231234567890154")]
    [InlineData("SI56191000000123438")]
    [InlineData("TL380080012345678910157")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    [InlineData("FI2112345600000785")]
    [InlineData("EG380019000500000000263180002")]
    public void Account_of_the_registry_is_valid(string iban) => Assert.Equal(IbanVerdict.Valid, Iban.Check(iban));

    [Theory]
    [InlineData("", IbanVerdict.BadCharacter)]
    [InlineData("BE6", IbanVerdict.BadCharacter)]
    [InlineData("BE68_5390_0754_7034", IbanVerdict.BadCharacter)]
    [InlineData("BE685390075470341234567890123456789", IbanVerdict.BadCharacter)]
    [InlineData("BE69539007547034", IbanVerdict.BadCheckDigits)]
    [InlineData("BEXX539007547034", IbanVerdict.BadCheckDigits)]
    [InlineData("QQ93 1234 5678", IbanVerdict.UnknownCountry)]
    [InlineData("0098", IbanVerdict.UnknownCountry)]
    [InlineData("BE36 5390 0754 7034 1234", IbanVerdict.BadLength)]
    [InlineData("GI22 NW3K 0000 0000 7099 453", IbanVerdict.BadStructure)]
    [InlineData("ES89 3183 1500 9500 0121 0562", IbanVerdict.BadNationalCheck)]
    public void First_fault_in_order_is_named(string iban, IbanVerdict verdict) =>
        Assert.Equal(verdict, Iban.Check(iban));

    [Theory]
    [InlineData("BE", "539007547035")]
    [InlineData("NO", "86011117948")]
    [InlineData("NO", "00001234567")]
    [InlineData("SI", "191000000123439")]
    [InlineData("ES", "21000418450200051333")]
    public void Account_whose_own_check_fails_is_refused(string country, string account) =>
        Assert.Equal(IbanVerdict.BadNationalCheck, Iban.Check(WithCheckDigits(country, account)));

    [Fact]
    public void Norwegian_postal_account_is_checked_by_luhn() =>
        Assert.Equal(IbanVerdict.Valid, Iban.Check(WithCheckDigits("NO", "00004090403")));

    [Fact]
    public void One_wrong_digit_is_always_seen() =>
        Gen.Select(Gen.Int[4, 21], Gen.Int[1, 9]).Sample((index, step) =>
        {
            var iban = "DE89370400440532013000".ToCharArray();
            iban[index] = (char)('0' + ((iban[index] - '0' + step) % 10));
            return Iban.Check(iban) == IbanVerdict.BadCheckDigits && !Iban.HasValidCheckDigits(iban);
        });

    [Fact]
    public void Random_text_never_throws() =>
        Gen.String[Gen.Char['\0', '\u0250'], 0, 60].Sample(text => Enum.IsDefined(Iban.Check(text)));

    private static string WithCheckDigits(string country, string account) => Enumerable.Range(2, 97)
        .Select(digits => $"{country}{digits:D2}{account}")
        .Single(iban => Iban.HasValidCheckDigits(iban));
}
