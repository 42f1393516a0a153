namespace Tessera.Client.Partners;

/// <summary>A message to an outside party, which is sent until it is answered.</summary>
public sealed record PartnerMessage
{
    public required string Id { get; init; }

    public PartnerMessageKind Kind { get; init; }

    /// <summary>The partner's book.</summary>
    public int Book { get; init; }

    public string? Payment { get; init; }

    public long Amount { get; init; }

    public string? Currency { get; init; }

    public string? Queued { get; init; }

    /// <summary>Null while it waits.</summary>
    public string? Answered { get; init; }

    /// <summary>DE39 of the answer; anything but 00 wants somebody to look.</summary>
    public string? ResponseCode { get; init; }
}
