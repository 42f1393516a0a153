using Tessera.Core;
using Tessera.Core.Settlement;
using Tessera.Server.World;

namespace Tessera.Server.Api.Settlement;

/// <summary>What a closed or settled window decided, from the reply alone.</summary>
public sealed record WindowClosedView
{
    public required string Id { get; init; }

    public string Object => "settlement";

    public required string BusinessDate { get; init; }

    public required string State { get; init; }

    public IReadOnlyList<PayoutView>? Payouts { get; init; }

    public static WindowClosedView Of(Reply.WindowClosed reply) => new()
    {
        Id = WireText.Date(reply.Window.BusinessDate),
        BusinessDate = WireText.Date(reply.Window.BusinessDate),
        State = "closed",
    };

    public static WindowClosedView Of(Reply.WindowSettled reply) => new()
    {
        Id = WireText.Date(reply.BusinessDate),
        BusinessDate = WireText.Date(reply.BusinessDate),
        State = "settled",
        Payouts = [.. reply.Payouts.Select(Of)],
    };

    private static PayoutView Of(MerchantPayout payout) => new()
    {
        Id = payout.Id.ToString(),
        Merchant = payout.Merchant.ToString(),
        Currency = WireText.CurrencyCode(payout.CurrencyNumber),
        Amount = payout.AmountMinor,
        State = "instructed",
    };
}
