using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core.Fees;

// All that the fees of one presentment follow from, besides its amount: with the version of the fee table they can be
// computed again at any time.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record FeeBasis
{
    [Order(0)]
    public required int FeeVersion { get; init; }

    [Order(1)]
    public required ushort CategoryCode { get; init; }

    [Order(2)]
    public required string Prefix { get; init; }

    [Order(3)]
    public required string PaymentSystem { get; init; }

    [Order(4)]
    public required CardPresence Presence { get; init; }

    [Order(5)]
    public required CardProduct Product { get; init; }

    [Order(6)]
    public required FeeBorder Border { get; init; }

    [Order(7)]
    public required FeePlan Plan { get; init; }

    [Order(8)]
    public required int MerchantBasisPoints { get; init; }

    [Order(9)]
    public required long MerchantFixedMinor { get; init; }

    [Order(10)]
    public required bool HasWallet { get; init; }

    [Order(11)]
    public required int WalletBasisPoints { get; init; }

    // Presented before, of the same payment.
    [Order(12)]
    public required long BeforeMinor { get; init; }

    // False where the acquirer keeps its books elsewhere: what its merchant pays is not ours to say.
    [Order(13)]
    public required bool HasMerchant { get; init; }

    public static FeeBasis Of(Payment payment, FeeTable table)
    {
        var facts = payment.Facts;
        return new FeeBasis
        {
            FeeVersion = table.Version,
            CategoryCode = facts.CategoryCode,
            Prefix = facts.Prefix,
            PaymentSystem = facts.PaymentSystem,
            Presence = PresenceOf(payment.EntryMode),
            Product = facts.Product,
            Border = facts.IsCrossBorder ? FeeBorder.Cross : FeeBorder.Domestic,
            Plan = facts.MerchantPlan,
            MerchantBasisPoints = facts.MerchantFeeBasisPoints,
            MerchantFixedMinor = facts.MerchantFeeFixedMinor,
            HasWallet = facts.WalletBook != 0,
            WalletBasisPoints = facts.WalletFeeBasisPoints,
            BeforeMinor = payment.CapturedMinor,
            HasMerchant = facts.IsHere(new BookId(facts.AcquirerBook)),
        };
    }

    private static CardPresence PresenceOf(EntryMode mode) =>
        mode is EntryMode.InApp or EntryMode.CardOnFile ? CardPresence.Remote : CardPresence.Present;
}
