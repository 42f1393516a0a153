using System.Globalization;
using Tessera.Core.Fees;

namespace Tessera.Server.Api.Scheme;

/// <summary>One row of a fee table: what is left out fits everything; the first row that fits holds.</summary>
public sealed record FeeRowBody
{
    /// <summary>A merchant category, or the first of several.</summary>
    public string? CategoryFrom { get; init; }

    public string? CategoryTo { get; init; }

    /// <summary>How the prefix of the account range begins.</summary>
    public string? Prefix { get; init; }

    public string? PaymentSystem { get; init; }

    public WireName<CardPresence>? Presence { get; init; }

    public WireName<CardProduct>? Product { get; init; }

    public WireName<FeeBorder>? Border { get; init; }

    public required FeeRateBody Interchange { get; init; }

    public required FeeRateBody Scheme { get; init; }

    /// <summary>In place of the fee of the wallet's own contract.</summary>
    public FeeRateBody? Wallet { get; init; }

    public static FeeRowBody Of(FeeRow row) => new()
    {
        CategoryFrom = Category(row.CategoryFrom),
        CategoryTo = Category(row.CategoryTo),
        Prefix = NullIfEmpty(row.Prefix),
        PaymentSystem = NullIfEmpty(row.PaymentSystem),
        Presence = row.Presence == CardPresence.Any ? null : row.Presence,
        Product = row.Product == CardProduct.Any ? null : row.Product,
        Border = row.Border == FeeBorder.Any ? null : row.Border,
        Interchange = FeeRateBody.Of(row.Interchange)!,
        Scheme = FeeRateBody.Of(row.Scheme)!,
        Wallet = FeeRateBody.Of(row.Wallet),
    };

    public bool TryToCore(out FeeRow row)
    {
        row = null!;
        if (!TryCategory(CategoryFrom, out var from) || !TryCategory(CategoryTo, out var to))
        {
            return false;
        }

        row = new FeeRow
        {
            CategoryFrom = from,
            CategoryTo = to,
            Prefix = Prefix ?? "",
            PaymentSystem = PaymentSystem ?? "",
            Presence = Presence?.Value ?? CardPresence.Any,
            Product = Product?.Value ?? CardProduct.Any,
            Border = Border?.Value ?? FeeBorder.Any,
            Interchange = Interchange.ToCore(),
            Scheme = Scheme.ToCore(),
            Wallet = Wallet?.ToCore(),
        };
        return row.IsValid();
    }

    private static bool TryCategory(string? text, out ushort category)
    {
        category = 0;
        return text is null || (text.Length == 4
            && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out category));
    }

    private static string? Category(ushort category) =>
        category == 0 ? null : category.ToString("0000", CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
