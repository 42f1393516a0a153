using Tessera.Core.Directory;
using Tessera.Core.Fees;

namespace Tessera.Server.Api.Register;

public sealed record CreateAccountRangeBody
{
    public required string Prefix { get; init; }

    public required int NumberLength { get; init; }

    public required WireName<RangeKind> Kind { get; init; }

    public required string Issuer { get; init; }

    public required string Network { get; init; }

    public required string PaymentSystem { get; init; }

    public string? TokenRequestor { get; init; }

    public required string ApplicationPrefix { get; init; }

    public WireName<CardProduct>? Product { get; init; }

    public bool MagStripe { get; init; }
}
