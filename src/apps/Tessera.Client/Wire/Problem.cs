using Tessera.Client.Payments;

namespace Tessera.Client.Wire;

/// <summary>The RFC 9457 body of a refused request, with Tessera's members.</summary>
public sealed record Problem
{
    public string? Type { get; init; }

    public string? Title { get; init; }

    public int Status { get; init; }

    public string? Detail { get; init; }

    public string? Code { get; init; }

    /// <summary>The member of the request that is at fault, as a JSON path; never its value.</summary>
    public string? Param { get; init; }

    public string? RequestId { get; init; }

    public string? DeclineCode { get; init; }

    public string? AdviceCode { get; init; }

    /// <summary>The declined payment, on status 402.</summary>
    public Payment? Payment { get; init; }
}
