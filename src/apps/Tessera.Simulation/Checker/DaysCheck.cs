using Tessera.Core.Ledger;
using Tessera.Simulation.Checker.Books;

namespace Tessera.Simulation.Checker;

/// <summary>C14: when every window is closed and settled, nothing is left on the accounts that money only runs through.
/// </summary>
internal static class DaysCheck
{
    private static readonly AccountRole[] Clearing =
    [
        AccountRole.DueTo, AccountRole.DueFrom, AccountRole.CapturesInTransit, AccountRole.PayoutInTransit,
        AccountRole.ReleasePayable, AccountRole.ReleaseReceivable,
    ];

    public static void Run(NodeModel node, Findings findings)
    {
        foreach (var (account, totals) in node.Books.All())
        {
            if (Clearing.Contains(account.Role) && totals.BalanceMinor != 0)
            {
                findings.Add("C14", node.Node, 0, $"{account} still has {totals.BalanceMinor} after the close");
            }
        }
    }
}
