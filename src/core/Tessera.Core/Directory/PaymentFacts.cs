using Tessera.Core.Fees;

namespace Tessera.Core.Directory;

// What the directory said when a payment was decided; it stays with the payment, so later changes of fees or policy
// do not reach back.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PaymentFacts
{
    [Order(0)]
    public required MerchantId Merchant { get; init; }

    [Order(1)]
    public required ulong MerchantNumber { get; init; }

    [Order(2)]
    public required TerminalId Terminal { get; init; }

    [Order(3)]
    public required ushort CategoryCode { get; init; }

    [Order(4)]
    public required ushort Country { get; init; }

    [Order(5)]
    public required ushort AcquirerBook { get; init; }

    [Order(6)]
    public required ushort NetworkBook { get; init; }

    [Order(7)]
    public required ushort IssuerBook { get; init; }

    [Order(8)]
    public required ushort CurrencyNumber { get; init; }

    [Order(9)]
    public required int MerchantFeeBasisPoints { get; init; }

    [Order(10)]
    public required long MerchantFeeFixedMinor { get; init; }

    // 11 and 12 were rates of the scheme; they follow from the fee table of the presentment's business date.
    [Order(13)]
    public required ushort WalletBook { get; init; }

    [Order(14)]
    public required int WalletFeeBasisPoints { get; init; }

    [Order(15)]
    public required string PaymentSystem { get; init; }

    [Order(16)]
    public required bool MerchantAccepts { get; init; }

    [Order(17)]
    public required PaymentPolicy Policy { get; init; }

    [Order(18)]
    public required string ApplicationPrefix { get; init; }

    [Order(19)]
    public OutsideBooks Outside { get; init; }

    // Null for a till of our own directory.
    [Order(20)]
    public OutsideTerminal? OutsideTerminal { get; init; }

    // Of the range: with the category and the payment system what rows of a fee table ask for.
    [Order(21)]
    public string Prefix { get; init; } = "";

    [Order(22)]
    public CardProduct Product { get; init; }

    [Order(23)]
    public bool IsCrossBorder { get; init; }

    [Order(24)]
    public FeePlan MerchantPlan { get; init; }

    [Order(25)]
    public bool TakesMagStripe { get; init; }

    // Zero where they were not noted: see FactsTable.
    [MemoryPackIgnore]
    public int Number { get; init; }

    [MemoryPackIgnore]
    public bool IsIssuerOutside => Outside.HasFlag(OutsideBooks.Issuer);

    [MemoryPackIgnore]
    public bool IsNetworkHere => IsHere(new BookId(NetworkBook));

    // The sender is the number's network itself and not here: its word on cryptograms and decisions binds.
    [MemoryPackIgnore]
    public bool IsFromOutsideNetwork => AcquirerBook == NetworkBook && !IsNetworkHere;

    // Whether this shard keeps the book.
    public bool IsHere(BookId book) =>
        Outside == OutsideBooks.None
        || !((Outside.HasFlag(OutsideBooks.Acquirer) && book.Number == AcquirerBook)
            || (Outside.HasFlag(OutsideBooks.Network) && book.Number == NetworkBook)
            || (Outside.HasFlag(OutsideBooks.Issuer) && book.Number == IssuerBook)
            || (Outside.HasFlag(OutsideBooks.Wallet) && book.Number == WalletBook));
}
