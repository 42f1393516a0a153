using Tessera.Core.Clearing;

namespace Tessera.Server.Api.Disputes;

/// <summary>accepted: the amount stands; collected: the cardholder paid.</summary>
public sealed record CloseCaseBody
{
    public required WireName<ClearingCaseState> Outcome { get; init; }
}
