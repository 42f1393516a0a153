namespace Tessera.Client.Operations;

/// <summary>
/// One event of the feed. <c>Sequence</c> rises per object; drop what is not newer than what you hold.
/// </summary>
public sealed record ApiEvent
{
    public required string Id { get; init; }

    /// <summary>Such as <c>payment.authorised</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The object it is about.</summary>
    public string? Subject { get; init; }

    public long Sequence { get; init; }

    public string? Created { get; init; }

    /// <summary>What happened, as the type defines it.</summary>
    public System.Text.Json.JsonElement? Data { get; init; }
}
