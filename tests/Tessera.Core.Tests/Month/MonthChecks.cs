using Tessera.Core.Fees;
using Tessera.Core.Partners;
using Tessera.Core.Tests.Partners;

namespace Tessera.Core.Tests.Month;

// What must hold at the end of every day, and to the cent at the end of the month.
public static class MonthChecks
{
    private static readonly BookId[] Members =
        [World.Issuer, World.Acquirer, World.Wallet, World.OutsideIssuer, AcquirerHost.Book];

    // Run before the windows are closed: only today's is unsettled.
    public static void Day(MonthRun run)
    {
        foreach (var world in run.Worlds)
        {
            LedgerProof.Check(world.State.Ledger, world.State.Directory.IsHere);
            Assert.Null(PositionProof.FirstDifference(world.State));
        }

        CheckPositions(run.Network);
        CheckBankPair(run);
        CheckFarPair(run);
    }

    public static void End(MonthRun run)
    {
        Assert.Empty(run.ToBank.InFlight);
        Assert.Empty(run.ToNetwork.InFlight);
        foreach (var world in run.Worlds)
        {
            Assert.All(
                world.State.Ledger.All().Where(account => account.AccountId.Role
                    is AccountRole.DueTo or AccountRole.DueFrom or AccountRole.CapturesInTransit
                    or AccountRole.PayoutInTransit or AccountRole.MerchantPayable or AccountRole.MerchantReserve
                    or AccountRole.ReleasePayable or AccountRole.ReleaseReceivable),
                account => Assert.True(account.BalanceMinor == 0, account.AccountId + ": " + account.BalanceMinor));
            CheckFees(world);
            CheckMerchants(world);
            world.CheckFold();
        }

        CheckSales(run);
        CheckBanks(run);
    }

    // The position report says what the books say.
    private static void CheckPositions(World network)
    {
        var nets = Members.ToDictionary(book => book.Number, _ => 0L);
        foreach (var due in network.State.Settlement.Unsettled())
        {
            if (nets.ContainsKey(due.DebtorBook))
            {
                nets[due.DebtorBook] -= due.AmountMinor;
            }

            if (nets.ContainsKey(due.CreditorBook))
            {
                nets[due.CreditorBook] += due.AmountMinor;
            }
        }

        Assert.All(Members, book => Assert.Equal(
            nets[book.Number], Exposure.Of(network.State, book, World.Network, Currency.Usd).NetMinor));
    }

    // Over all time, what the bank came to owe is what the network came to be owed, less what is under way; and back.
    private static void CheckBankPair(MonthRun run)
    {
        var (debt, credit) = (0L, 0L);
        foreach (var message in run.ToBank.InFlight)
        {
            (debt, credit) = message.Kind switch
            {
                PartnerMessageKind.Presentment => (
                    debt + message.AmountMinor + message.WalletFeeMinor, credit + message.InterchangeMinor),
                PartnerMessageKind.RefundPresentment => (
                    debt + message.InterchangeMinor, credit + message.AmountMinor),
                _ => (debt, credit),
            };
        }

        Assert.Equal(
            Made(run.Network, World.Network, AccountRole.DueFrom, World.OutsideIssuer),
            debt + Made(run.Bank.World, World.OutsideIssuer, AccountRole.DueTo, World.Network));
        Assert.Equal(
            Made(run.Network, World.Network, AccountRole.DueTo, World.OutsideIssuer),
            credit + Made(run.Bank.World, World.OutsideIssuer, AccountRole.DueFrom, World.Network));
    }

    private static void CheckFarPair(MonthRun run)
    {
        var (debt, credit) = (0L, 0L);
        foreach (var message in run.ToNetwork.InFlight)
        {
            (debt, credit) = message.Kind switch
            {
                PartnerMessageKind.Presentment => (
                    debt + message.InterchangeMinor + SchemeFee(run.Far.World, message), credit + message.AmountMinor),
                PartnerMessageKind.RefundPresentment => (
                    debt + message.AmountMinor, credit + message.InterchangeMinor),
                _ => (debt, credit),
            };
        }

        Assert.Equal(
            Made(run.Far.World, AcquirerHost.Book, AccountRole.DueTo, World.Network),
            debt + Made(run.Network, World.Network, AccountRole.DueFrom, AcquirerHost.Book));
        Assert.Equal(
            Made(run.Far.World, AcquirerHost.Book, AccountRole.DueFrom, World.Network),
            credit + Made(run.Network, World.Network, AccountRole.DueTo, AcquirerHost.Book));
    }

    private static long SchemeFee(World far, PartnerMessage message)
    {
        var table = far.State.Directory.FeesOn(message.BusinessDate);
        var before = message.Payment with { CapturedMinor = message.Payment.CapturedMinor - message.AmountMinor };
        return PresentmentFees.Of(
            table, FeeBasis.Of(before, table), new Money(message.AmountMinor, Currency.Usd)).SchemeMinor;
    }

    private static long Made(World world, BookId book, AccountRole role, BookId other)
    {
        var account = world.State.Ledger.Read(AccountId.Of(book, role, Currency.Usd, other.Number));
        return role == AccountRole.DueTo ? account.CreditsPosted : account.DebitsPosted;
    }

    // Every fee comes out again from its version, and the income accounts hold exactly their sums.
    private static void CheckFees(World world)
    {
        var presented = world.Events().OfType<PaymentEvent.Presented>().ToList();
        Assert.All(presented.Where(e => e.Basis is not null), e => Assert.Equal(
            e.Fees,
            PresentmentFees.Of(
                world.State.Directory.FindFees(e.Basis!.FeeVersion)!,
                e.Basis,
                new Money(e.AmountMinor, Currency.Usd))));
        var here = world.State.Directory;
        long Sum(Func<PaymentEvent.Presented, long> fee, Func<PaymentEvent.Presented, bool> isHere) =>
            presented.Where(isHere).Sum(fee);
        var returned = world.Events().OfType<PaymentEvent.Refunded>().Sum(e => e.InterchangeReturnedMinor);
        Assert.Equal(Sum(e => e.Fees.MerchantMinor, e => true), Income(world, AccountRole.MerchantFeeIncome));
        Assert.Equal(
            here.IsHere(World.Network) ? Sum(e => e.Fees.SchemeMinor, e => true) : 0,
            Income(world, AccountRole.SchemeFeeIncome));
        Assert.Equal(
            here.IsHere(World.Wallet) && here.FindParticipant(World.Wallet) is not null
                ? Sum(e => e.Fees.WalletMinor, e => true)
                : 0,
            Income(world, AccountRole.WalletFeeIncome));
        if (here.FindParticipant(World.OutsideIssuer) is { IsOutside: false })
        {
            Assert.Equal(
                Sum(e => e.Fees.InterchangeMinor, e => true) - returned, Income(world, AccountRole.InterchangeIncome));
        }
    }

    private static long Income(World world, AccountRole role) => world.State.Ledger.All()
        .Where(account => account.AccountId.Role == role).Sum(account => -account.BalanceMinor);

    // What windows left to merchants is what was paid out, less what they still owe.
    private static void CheckMerchants(World world)
    {
        var settled = world.Events().OfType<SettlementEvent.MerchantSettled>().Select(e => e.Settlement).ToList();
        foreach (var merchant in settled.GroupBy(s => (s.AcquirerBook, s.MerchantNumber)))
        {
            var debt = world.State.Ledger.Read(AccountId.Of(
                new BookId(merchant.Key.AcquirerBook), AccountRole.MerchantDebt, Currency.Usd,
                merchant.Key.MerchantNumber)).BalanceMinor;
            Assert.Equal(merchant.Sum(s => s.NetMinor), merchant.Sum(s => s.PayoutMinor) - debt);
        }
    }

    // The same payment on every side: captured, refunded, charged back; and the cardholder's account follows from it.
    private static void CheckSales(MonthRun run)
    {
        foreach (var sale in run.Sales)
        {
            var here = run.Find(sale);
            if (sale.IsFar)
            {
                Equal(here, MonthRun.FindIn(run.Far.World, new PaymentId(sale.Tap.TraceKey))!);
            }

            if (sale.IsBank && run.ToBank.Known.TryGetValue(sale.Tap.TraceKey, out var there))
            {
                Equal(here, MonthRun.FindIn(run.Bank.World, there)!);
            }
        }

        var owed = run.Sales.Where(sale => sale.IsBank).Select(run.Find).Sum(payment => payment?.RefundableMinor ?? 0);
        Assert.Equal(owed, run.Bank.World.State.Ledger.All()
            .Where(account => account.AccountId.Role == AccountRole.CardReceivable)
            .Sum(account => account.BalanceMinor));
    }

    private static void Equal(Payment? one, Payment other) => Assert.Equal(
        (other.CapturedMinor, other.RefundedMinor, other.ChargedBackMinor, other.InterchangeMinor,
            other.InterchangeReturnedMinor),
        one is null
            ? default
            : (one.CapturedMinor, one.RefundedMinor, one.ChargedBackMinor, one.InterchangeMinor,
                one.InterchangeReturnedMinor));

    // Each member's settlement bank moved by its positions, and what is left at the network is its income.
    private static void CheckBanks(MonthRun run)
    {
        var positions = run.Network.Events().OfType<SettlementEvent.WindowClosed>()
            .SelectMany(e => e.Window.Positions).GroupBy(position => position.Book)
            .ToDictionary(group => group.Key, group => group.Sum(position => position.AmountMinor));
        Assert.Equal(0, positions.Values.Sum());
        Assert.Equal(positions[World.OutsideIssuer.Number], Bank(run.Bank.World, World.OutsideIssuer));
        var farPayouts = run.Far.World.Events().OfType<SettlementEvent.PayoutInstructed>()
            .Sum(e => e.Payout.AmountMinor);
        Assert.Equal(positions[AcquirerHost.Book.Number] - farPayouts, Bank(run.Far.World, AcquirerHost.Book));
        Assert.Equal(
            Income(run.Network, AccountRole.SchemeFeeIncome) + NetworkDisputeIncome(run.Network),
            Bank(run.Network, World.Network));
    }

    private static long NetworkDisputeIncome(World network) => -network.State.Ledger.Read(AccountId.Of(
        World.Network, AccountRole.ChargebackFeeIncome, Currency.Usd)).BalanceMinor;

    private static long Bank(World world, BookId book) =>
        world.State.Ledger.Read(AccountId.Of(book, AccountRole.SettlementBank, Currency.Usd)).BalanceMinor;
}
