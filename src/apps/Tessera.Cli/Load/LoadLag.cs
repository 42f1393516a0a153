using System.Text.Json.Serialization;

namespace Tessera.Cli.Load;

/// <summary>How far the read models are behind the journal, as a server's status tells it.</summary>
internal sealed record LoadLag
{
    [JsonPropertyName("projection_rows_behind")]
    public long? Rows { get; init; }

    [JsonPropertyName("projection_events_behind")]
    public long? Events { get; init; }

    [JsonPropertyName("projection_milliseconds_behind")]
    public long? Milliseconds { get; init; }
}
