namespace Tessera.Core.Fees;

// One line of a fee table: which presentments it is for, and what they cost. A criterion left at zero or empty fits
// all; a wallet rate of null leaves the fee that the wallet's own contract says.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FeeRow
{
    [Order(0)]
    public ushort CategoryFrom { get; init; }

    // The last category of the row; zero: CategoryFrom alone.
    [Order(1)]
    public ushort CategoryTo { get; init; }

    // The range's prefix must begin so.
    [Order(2)]
    public string Prefix { get; init; } = "";

    [Order(3)]
    public string PaymentSystem { get; init; } = "";

    [Order(4)]
    public CardPresence Presence { get; init; }

    [Order(5)]
    public CardProduct Product { get; init; }

    [Order(6)]
    public FeeBorder Border { get; init; }

    [Order(7)]
    public required FeeRate Interchange { get; init; }

    [Order(8)]
    public required FeeRate Scheme { get; init; }

    [Order(9)]
    public FeeRate? Wallet { get; init; }

    public bool Fits(FeeBasis basis) =>
        FitsCategory(basis.CategoryCode)
        && basis.Prefix.StartsWith(Prefix, StringComparison.Ordinal)
        && (PaymentSystem.Length == 0 || PaymentSystem == basis.PaymentSystem)
        && (Presence == CardPresence.Any || Presence == basis.Presence)
        && (Product == CardProduct.Any || Product == basis.Product)
        && (Border == FeeBorder.Any || Border == basis.Border);

    public bool IsValid() =>
        (CategoryTo == 0 || CategoryTo >= CategoryFrom) && CategoryFrom <= 9_999 && CategoryTo <= 9_999
        && Prefix.Length <= 11 && Prefix.All(char.IsAsciiDigit)
        && PaymentSystem.Length <= 100 && !PaymentSystem.Any(char.IsControl)
        && Enum.IsDefined(Presence) && Enum.IsDefined(Product) && Enum.IsDefined(Border)
        && Interchange.IsValid && Scheme.IsValid && Wallet is null or { IsValid: true };

    private bool FitsCategory(ushort category) =>
        CategoryFrom == 0 || (category >= CategoryFrom && category <= Math.Max(CategoryFrom, CategoryTo));
}
