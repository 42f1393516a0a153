using Tessera.Core.Cards;
using Tessera.Server.World;

namespace Tessera.Server.Api.Cards;

public sealed record CardView
{
    public required string Id { get; init; }

    public string Object => "card";

    public required string Account { get; init; }

    public required string LastFour { get; init; }

    public required string Expiry { get; init; }

    public required string State { get; init; }

    public required string PaymentAccountReference { get; init; }

    public static CardView Of(Card card) => new()
    {
        Id = card.Id.ToString(),
        Account = card.Account.ToString(),
        LastFour = card.LastFour,
        Expiry = WireText.Month(card.ExpiryYearMonth),
        State = WireText.Of(card.Status),
        PaymentAccountReference = card.PaymentAccount,
    };
}
