using System.Text.Json;
using Tessera.Core.Directory;

namespace Tessera.Journal.Dump;

/// <summary>Rows as JSON lines: one object a row, its events decoded and masked.</summary>
public static class JournalDump
{
    public static void WriteRow(Utf8JsonWriter writer, JournalRow row, KnownFacts facts)
    {
        writer.WriteStartObject();
        writer.WriteNumber("shard", row.Shard);
        writer.WriteNumber("sequence", row.Sequence);
        writer.WriteNumber("epoch", row.Epoch);
        writer.WriteNumber("bytes", row.Blob.Length);
        writer.WriteString("checksum", $"{row.Checksum:X8}");
        writer.WriteString("previous_hash", row.PreviousHash.ToString());
        writer.WriteString("hash", row.Hash.ToString());
        writer.WriteStartArray("events");
        foreach (var change in EventBatch.Read(row, facts))
        {
            writer.WriteStartObject();
            writer.WriteString("type", EventNames.TypeOf(change));
            writer.WriteString("object", EventNames.ObjectOf(change));
            writer.WritePropertyName("content");
            EventJson.Full(change).WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
