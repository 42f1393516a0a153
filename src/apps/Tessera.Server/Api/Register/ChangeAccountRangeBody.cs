using Tessera.Core.Fees;

namespace Tessera.Server.Api.Register;

/// <summary>All that may change of a range; what is left out is as when it was registered without it.</summary>
public sealed record ChangeAccountRangeBody
{
    public required string PaymentSystem { get; init; }

    public required string ApplicationPrefix { get; init; }

    public WireName<CardProduct>? Product { get; init; }

    public bool MagStripe { get; init; }

    public bool Withdrawn { get; init; }
}
