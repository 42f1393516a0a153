using Tessera.Core.Directory;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Acceptance;

/// <summary>Where the number of a plain card lies in the vault.</summary>
internal static class PayerRows
{
    /// <summary>Of a card of ours its row; a stranger's is kept as long as its payment may need the number again: for
    /// a refund.</summary>
    public static async ValueTask<PanReference> FindAsync(
        TesseraWorld world, AccountRange range, PaymentFacts facts, Pan number)
    {
        if (range.Kind != RangeKind.Funding)
        {
            return default;
        }

        if (facts.IsIssuerOutside)
        {
            var keep = TimeSpan.FromDays(facts.Policy.RefundDays + facts.Policy.HoldDays);
            return new PanReference((await world.Vault.StoreForAsync(number, keep)).Value);
        }

        return world.Vault.TryFind(number, out var row) ? new PanReference(row.Value) : default;
    }
}
