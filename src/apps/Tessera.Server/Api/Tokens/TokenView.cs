using Tessera.Core.Cards;
using Tessera.Core.Tokens;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Tokens;

public sealed record TokenView
{
    public required string Id { get; init; }

    public string Object => "token";

    public required string State { get; init; }

    public string? LastFour { get; init; }

    public string? Expiry { get; init; }

    public string? Card { get; init; }

    /// <summary>Of the card as it stands: a re-issue changes it.</summary>
    public string? CardLastFour { get; init; }

    public string? Device { get; init; }

    public string? TokenRequestor { get; init; }

    public string? Created { get; init; }

    public static TokenView Of(in TokenRow row, Card card, DeviceId device) => new()
    {
        Id = row.TokenId.ToString(),
        State = WireText.Of(row.State),
        LastFour = row.Pan.LastFour,
        Expiry = WireText.Month(row.ExpiryYearMonth),
        Card = card.Id.ToString(),
        CardLastFour = card.LastFour,
        Device = device.ToString(),
        TokenRequestor = WireText.Number(row.Requestor),
        Created = WireText.Instant(new Timestamp(row.CreatedAtNanoseconds)),
    };
}
