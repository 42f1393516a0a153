using Tessera.Core.Activation;
using Tessera.Core.Directory;
using Tessera.Journal.ReadModels;
using Tessera.Server.World;

namespace Tessera.Server.Api.Statistics;

/// <summary>Counts that come from events and from nothing else. A caller sees its own part.</summary>
public sealed class StatisticsHandlers(TesseraWorld world)
{
    private const string OwnProvisionings = "$all = 1 OR issuer_book = $issuer OR requestor = $requestor";

    public async ValueTask<Answer<FunnelView>> ActivationsAsync(GetCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var owner = Owner(call.Caller);
        var counts = world.ReadModels.Rows(
            $"SELECT path, step, sum(count) FROM activation_funnel WHERE {OwnProvisionings} GROUP BY path, step",
            owner,
            row => (Path: (ActivationPath)row.GetInt32(0), Step: row.GetString(1), Count: row.GetInt64(2)));
        long Step(string step) => counts.Where(c => c.Step == step).Sum(c => c.Count);
        long Path(ActivationPath path)
            => counts.Where(c => c.Path == path && c.Step == ActivationStep.PathDecided).Sum(c => c.Count);
        return new FunnelView
        {
            Eligible = Step(ActivationStep.Eligible),
            TermsAccepted = Step(ActivationStep.TermsAccepted),
            Decided = Step(ActivationStep.PathDecided),
            Green = Path(ActivationPath.Green),
            Yellow = Path(ActivationPath.Yellow),
            Orange = Path(ActivationPath.Orange),
            Red = Path(ActivationPath.Red),
            CodesIssued = Step(ActivationStep.CodeIssued),
            CodesRefused = Step(ActivationStep.CodeRefused),
            Completed = Step(ActivationStep.Completed),
            Declined = Step(ActivationStep.Declined),
            Reasons = Reasons(owner),
        };
    }

    public async ValueTask<Answer<UsageView>> UsageAsync(GetCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var merchants = call.Caller.SeesEverything ? null : OwnMerchants(call.Caller);
        var rows = world.ReadModels.Rows(
            """
            SELECT merchant, system, currency, sum(approved), sum(approved_minor), sum(declined), sum(refused)
            FROM usage_share GROUP BY merchant, system, currency
            """,
            [],
            row => (Merchant: row.GetString(0), Use: new SystemUse(
                row.GetString(1), (ushort)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                row.GetInt64(6))));
        return UsageView.Of(
            [.. rows.Where(row => merchants is null || merchants.Contains(row.Merchant)).Select(row => row.Use)]);
    }

    public async ValueTask<Answer<AcceptanceView>> AcceptanceAsync(GetCall call, CancellationToken cancel)
    {
        await world.Projections.CaughtUpAsync();
        var merchants = call.Caller.SeesEverything ? null : OwnMerchants(call.Caller);
        var rows = world.ReadModels.Rows(
            "SELECT merchant, system, accepts, since FROM acceptance ORDER BY merchant, system",
            [],
            row => new AcceptanceRowView(
                row.GetString(0), row.GetString(1), row.GetBoolean(2),
                WireText.Instant(new Primitives.Timestamp(row.GetInt64(3)))));
        return new AcceptanceView([.. rows.Where(row => merchants is null || merchants.Contains(row.Merchant))]);
    }

    private HashSet<string> OwnMerchants(Caller caller)
    {
        var directory = world.Directory.Current;
        var scope = new Scope(caller, directory);
        return [.. directory.Merchants.Values.Where(scope.SeesMerchant).Select(merchant => merchant.Id.ToString())];
    }

    private IReadOnlyList<(string, object)> Owner(Caller caller)
        => ProvisioningFilter.Values(caller, world.Directory.Current);

    private Dictionary<string, long> Reasons(IReadOnlyList<(string, object)> owner)
    {
        var rows = world.ReadModels.Rows(
            $"""
            SELECT reasons, count(*) FROM provisioning
            WHERE reasons <> 0 AND ({OwnProvisionings}) GROUP BY reasons
            """,
            owner,
            row => (Reasons: (ActivationReason)row.GetInt32(0), Count: row.GetInt64(1)));
        return rows.SelectMany(row => WireText.Flags(row.Reasons).Select(reason => (Reason: reason, row.Count)))
            .GroupBy(row => row.Reason)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Count));
    }
}
