using Tessera.Core.Ledger;
using Tessera.Primitives;
using Tessera.Server.Demo;

namespace Tessera.Cli.Demo;

/// <summary>The window closes and settles, every book is read, and the statistics come from the events.</summary>
internal sealed class BooksChapter(DemoStage stage)
{
    public async Task PlayAsync()
    {
        stage.Narrator.Title("Settlement and books");
        await SettleAsync();
        await ReadBooksAsync();
        await ReadStatisticsAsync();
    }

    // The batch (the closed window), the books (the acquirer's payable to the merchant) and the report must agree.
    private async Task SettleAsync()
    {
        var closed = await stage.Operator.Settlements.CloseWindowAsync();
        var batch = await stage.Operator.Settlements.GetAsync(closed.Id);
        var merchant = DemoIds.Coffee.ToString();
        var net = batch.Lines.Single(line => line.Merchant == merchant).Net;
        var owed = -await BalanceAsync(AccountRole.MerchantPayable, await MerchantNumberAsync());
        stage.Narrator.Tell(
            "the window closes; positions sum to zero; batch equals the merchant's account", "closed",
            isExpected: batch.Positions.Sum(position => position.Net) == 0 && owed == net);

        await stage.Operator.Settlements.SettleAsync(batch.Id);
        var settled = await stage.Operator.Settlements.GetAsync(batch.Id);
        var payout = settled.Payouts.Single(candidate => candidate.Merchant == merchant);
        await stage.Operator.Settlements.ConfirmPayoutAsync(
            payout.Id, new Client.Settlement.ConfirmPayout(payout.Amount, "USD", "statement 1"));
        stage.Report.Settlement = await stage.Operator.Settlements.GetAsync(batch.Id);
        var transit = await BalanceAsync(AccountRole.PayoutInTransit, 0);
        stage.Narrator.Tell(
            "positions paid, the merchant's payout confirmed by the bank", "settled",
            isExpected: payout.Amount == net && transit == 0
                && stage.Report.Settlement.Lines.Single(line => line.Merchant == merchant).Net == net);
    }

    private async Task<long> BalanceAsync(AccountRole role, ulong owner) =>
        await stage.Host.World.Shard.QueryAsync(state => state.Ledger.Read(AccountId.Of(
            new BookId(DemoIds.AcquirerBook), role, Currency.Usd, owner)).BalanceMinor);

    private async Task<ulong> MerchantNumberAsync() =>
        await stage.Host.World.Shard.QueryAsync(state => state.Directory.FindMerchant(DemoIds.Coffee)!.Number);

    public async Task ReadBooksAsync()
    {
        var (balance, unequal, names) = await stage.Host.World.Shard.QueryAsync(state => (
            TrialBalance.Of(state.Ledger),
            TrialBalance.FirstUnequalPair(state.Ledger, state.Directory.IsHere),
            state.Directory.Participants.Values.ToDictionary(p => new BookId(p.Book), p => p.Name)));
        stage.Report.Ledger = DemoLedger.Of(balance, book => names[book]);
        stage.Narrator.Tell(
            "every book sums to zero; what is due to one is due from the other", "balanced",
            isExpected: unequal is null && balance.Sums().Values.All(sum => sum == 0));
    }

    private async Task ReadStatisticsAsync()
    {
        var funnel = await stage.Operator.Statistics.ActivationsAsync();
        var usage = await stage.Operator.Statistics.UsageAsync();
        stage.Report.Statistics = new DemoStatistics(funnel, usage.Systems);
        var wanted = usage.Systems.FirstOrDefault(row => row.System == DemoIds.WalletSystem);
        var rival = usage.Systems.FirstOrDefault(row => row.System == DemoIds.CloudSystem);
        var plain = usage.Systems.FirstOrDefault(row => row.System == DemoIds.CardSystem);
        stage.Narrator.Tell(
            "activation counters and usage share, computed from the events", "counted",
            isExpected: funnel is { Green: 3, Yellow: 1, Red: 1, Completed: 4 } && wanted is { Refused: >= 1 }
                && plain is { Refused: >= 1 } && rival is { Refused: >= 1, Approved: >= 1 });
    }
}
