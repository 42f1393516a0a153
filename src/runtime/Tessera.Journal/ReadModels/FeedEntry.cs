using Tessera.Primitives;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// One event of the feed. Number is the cursor; ObjectSequence counts the events of the object; Payload is JSON
/// without card data.
/// </summary>
public sealed record FeedEntry(
    long Number, string Type, string Object, long ObjectSequence, Timestamp At, string Payload);
