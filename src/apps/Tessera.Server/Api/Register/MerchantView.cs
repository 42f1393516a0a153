using System.Globalization;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

public sealed record MerchantView
{
    public required string Id { get; init; }

    public string Object => "merchant";

    public required string Name { get; init; }

    public string? Acquirer { get; init; }

    public required string CategoryCode { get; init; }

    public required string Currency { get; init; }

    public required int FeeBasisPoints { get; init; }

    public required long FeeFixed { get; init; }

    public required string FeePlan { get; init; }

    public required int ReserveBasisPoints { get; init; }

    public required int ReserveDays { get; init; }

    public required IReadOnlyList<string> RefusedSystems { get; init; }

    public static MerchantView Of(Merchant merchant, DirectoryState directory) => new()
    {
        Id = merchant.Id.ToString(),
        Name = merchant.Name,
        Acquirer = directory.FindParticipant(new Core.Ledger.BookId(merchant.AcquirerBook))?.Id.ToString(),
        CategoryCode = merchant.CategoryCode.ToString("0000", CultureInfo.InvariantCulture),
        Currency = WireText.CurrencyCode(merchant.CurrencyNumber),
        FeeBasisPoints = merchant.FeeBasisPoints,
        FeeFixed = merchant.FeeFixedMinor,
        FeePlan = WireText.Of(merchant.FeePlan),
        ReserveBasisPoints = merchant.ReserveBasisPoints,
        ReserveDays = merchant.ReserveDays,
        RefusedSystems = merchant.RefusedSystems,
    };
}
