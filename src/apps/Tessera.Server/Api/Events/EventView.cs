using System.Text.Json;

namespace Tessera.Server.Api.Events;

/// <summary>One event of the feed. <c>sequence</c> rises by one per object; drop what you hold already.</summary>
public sealed record EventView
{
    public required string Id { get; init; }

    public string Object => "event";

    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required long Sequence { get; init; }

    public required string Created { get; init; }

    public required JsonElement Data { get; init; }
}
