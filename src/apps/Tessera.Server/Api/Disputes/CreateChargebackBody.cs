using Tessera.Core.Disputes;

namespace Tessera.Server.Api.Disputes;

public sealed record CreateChargebackBody
{
    public required string Payment { get; init; }

    public required WireAmount Amount { get; init; }

    public required string Currency { get; init; }

    public required WireName<ChargebackReason> Reason { get; init; }
}
