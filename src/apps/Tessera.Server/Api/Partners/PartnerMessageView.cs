namespace Tessera.Server.Api.Partners;

/// <summary>A message to an outside party.</summary>
public sealed record PartnerMessageView
{
    public required string Id { get; init; }

    public string Object => "partner_message";

    public required string Kind { get; init; }

    public required int Book { get; init; }

    public required string Payment { get; init; }

    public required long Amount { get; init; }

    public required string Currency { get; init; }

    public required string Queued { get; init; }

    public string? Answered { get; init; }

    public string? ResponseCode { get; init; }
}
