using Tessera.Core.Controls;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Controls;

/// <summary>A declined payment that its cardholder may confirm.</summary>
public sealed record StepUpView
{
    /// <summary>That of the declined payment.</summary>
    public required string Id { get; init; }

    public string Object => "step_up";

    public required string State { get; init; }

    public string? Account { get; init; }

    public string? Token { get; init; }

    public string? Card { get; init; }

    public string? Merchant { get; init; }

    /// <summary>For the cardholder to know the shop by.</summary>
    public string? MerchantName { get; init; }

    public long? Amount { get; init; }

    public string? Currency { get; init; }

    public string? Asked { get; init; }

    public string? Expires { get; init; }

    public static StepUpView Of(StepUp stepUp, DirectoryState directory) => new()
    {
        Id = stepUp.Id.ToString(),
        State = WireText.Of(stepUp.State),
        Account = stepUp.Account.ToString(),
        Token = stepUp.Token.IsNone ? null : stepUp.Token.ToString(),
        Card = stepUp.Card.IsNone ? null : stepUp.Card.ToString(),
        Merchant = stepUp.Merchant.ToString(),
        MerchantName = directory.FindMerchant(stepUp.Merchant)?.Name
            ?? (stepUp.OutsideShop.Length > 0 ? stepUp.OutsideShop : null),
        Amount = stepUp.AmountMinor,
        Currency = WireText.CurrencyCode(stepUp.CurrencyNumber),
        Asked = WireText.Instant(stepUp.AskedAt),
        Expires = WireText.Instant(stepUp.ExpiresAt),
    };
}
