using Tessera.Emv.Kernel;
using Tessera.Terminal.Acceptance;

namespace Tessera.Terminal.Till;

/// <summary>A till's own facts.</summary>
public sealed record TillSettings
{
    /// <summary>The reader: applications, limits, country, currency, terminal and merchant numbers.</summary>
    public required ReaderConfiguration Reader { get; init; }

    /// <summary>Name on the receipt.</summary>
    public required string MerchantName { get; init; }

    /// <summary>What the merchant takes.</summary>
    public AcceptancePolicy Policy { get; init; } = new();

    /// <summary>Time zone of dates and times on receipts and in messages.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;
}
