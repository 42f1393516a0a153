namespace Tessera.Core.Tests.Attacks;

// T8: a great amount in a currency that the limit does not know, without cardholder verification (Emms et al. 2014:
// 999,999.99 in a foreign currency). A limit holds in its own currency; in every other one verification is needed.
public sealed class T08ForeignCurrencyTests
{
    private static readonly Currency[] AllCurrencies =
        [.. CurrencyUnits.All.Select(unit => new Currency(unit.Number))];

    private readonly World world = World.Seeded();
    private readonly Cardholder holder;

    public T08ForeignCurrencyTests() => holder = Cardholder.WithToken(world, 1, limitMinor: 1_000_000_000_000);

    [Fact]
    public void Without_verification_only_amounts_up_to_the_limit_in_its_own_currency_pass()
    {
        var limit = PaymentPolicy.Default.CvmLimitMinor;
        var accepted = new List<(Currency Currency, long Amount)>();
        foreach (var currency in AllCurrencies)
        {
            foreach (var amount in (long[])[1, limit, limit + 1, 999_999_999_999])
            {
                var reply = holder.Pay(Tap(currency, amount, isVerified: false));
                accepted.AddRange(reply.IsApproved ? [(currency, amount)] : []);
                var needs = currency != Currency.Usd || amount > limit;
                Assert.Equal(needs, reply.RefusalNumber == (ushort)PaymentRefusal.VerificationRequired);
            }
        }

        Assert.Equal([(Currency.Usd, 1), (Currency.Usd, limit)], accepted);
    }

    [Fact]
    public void Zero_and_a_currency_that_nobody_knows_are_no_payment()
    {
        foreach (var currency in AllCurrencies)
        {
            world.MustRefuse(PaymentRefusal.AmountInvalid, Tap(currency, 0, isVerified: true));
        }

        world.MustRefuse(PaymentRefusal.CurrencyUnknown, Tap(new Currency(1), 100, isVerified: true));
        world.MustRefuse(PaymentRefusal.CurrencyUnknown, Tap(Currency.None, 100, isVerified: true));
    }

    [Fact]
    public void What_the_message_calls_another_currency_than_the_cryptogram_covers_is_refused()
    {
        foreach (var currency in AllCurrencies.Where(currency => currency != Currency.Usd))
        {
            var tap = holder.NextTap(100) with { Currency = currency };
            Assert.Equal(PaymentRefusal.CoveredDataDiffer, holder.Declined(tap));
        }
    }

    private PaymentCommand.Authorise Tap(Currency currency, long amount, bool isVerified)
    {
        var tap = holder.NextTap(amount, isVerified);
        return tap with { Currency = currency, Verdict = tap.Verdict with { Currency = currency } };
    }
}
