using System.Globalization;
using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Core.Ledger;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

public sealed record AccountRangeView
{
    public required string Id { get; init; }

    public string Object => "account_range";

    public required string Prefix { get; init; }

    public required int NumberLength { get; init; }

    public required string Kind { get; init; }

    public string? Issuer { get; init; }

    public string? Network { get; init; }

    public required string PaymentSystem { get; init; }

    public string? TokenRequestor { get; init; }

    public required string ApplicationPrefix { get; init; }

    public required string KeySet { get; init; }

    /// <summary>credit, debit or prepaid, where it was said.</summary>
    public string? Product { get; init; }

    public required bool MagStripe { get; init; }

    public required bool Withdrawn { get; init; }

    public static AccountRangeView Of(AccountRange range, DirectoryState directory) => new()
    {
        Id = IdOf(range),
        Prefix = range.Prefix,
        NumberLength = range.NumberLength,
        Kind = WireText.Of(range.Kind),
        Issuer = directory.FindParticipant(new BookId(range.IssuerBook))?.Id.ToString(),
        Network = directory.FindParticipant(new BookId(range.NetworkBook))?.Id.ToString(),
        PaymentSystem = range.PaymentSystem,
        TokenRequestor = range.RequestorNumber == 0 ? null : WireText.Number(range.RequestorNumber),
        ApplicationPrefix = range.ApplicationPrefix,
        KeySet = range.KeySet,
        MagStripe = range.TakesMagStripe,
        Withdrawn = range.IsWithdrawn,
        Product = range.Product == CardProduct.Any ? null : WireText.Of(range.Product),
    };

    /// <summary>Prefix and length, which no two ranges share.</summary>
    public static string IdOf(AccountRange range)
        => string.Create(CultureInfo.InvariantCulture, $"{range.Prefix}-{range.NumberLength}");
}
