using Tessera.Server.World;

namespace Tessera.Server.Api.Statistics;

/// <summary>Use of each payment system; what was declined or refused at the till is counted apart.</summary>
public sealed record UsageView(IReadOnlyList<UsageRowView> Systems)
{
    private const long Whole = 10_000;

    public string Object => "usage_share";

    internal static UsageView Of(IReadOnlyList<SystemUse> uses)
    {
        var approved = uses.Sum(use => use.Approved);
        var rows = uses.GroupBy(use => use.System).Select(system => new UsageRowView
        {
            System = system.Key,
            Attempts = system.Sum(use => use.Approved + use.Declined + use.Refused),
            Approved = system.Sum(use => use.Approved),
            Declined = system.Sum(use => use.Declined),
            Refused = system.Sum(use => use.Refused),
            ShareBasisPoints = Share(system.Sum(use => use.Approved), approved),
            Values = [.. system.Where(use => use.ApprovedMinor > 0).GroupBy(use => use.CurrencyNumber).Select(
                currency => Value(currency.Key, currency.Sum(use => use.ApprovedMinor), uses))],
        });
        return new UsageView([.. rows.OrderByDescending(row => row.Approved).ThenBy(row => row.System)]);
    }

    private static UsageValueView Value(ushort currency, long amount, IReadOnlyList<SystemUse> uses) => new(
        WireText.CurrencyCode(currency),
        amount,
        Share(amount, uses.Where(use => use.CurrencyNumber == currency).Sum(use => use.ApprovedMinor)));

    private static long Share(long part, long whole) => whole == 0 ? 0 : (long)((Int128)part * Whole / whole);
}
