using Tessera.Core;

namespace Tessera.Journal.ReadModels;

/// <summary>
/// An event about an object, the object's count of its events, and the event's place in the journal, which is the
/// feed's cursor.
/// </summary>
public sealed record FeedEntry(long Number, string Subject, long ObjectSequence, CoreEvent Change);
