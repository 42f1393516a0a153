namespace Tessera.Core;

// What the shard hands to Decide. CommandId is the repeat key: the same id always gets the first answer.
// BodyHash tells a repeat from another command under the same key. At never decreases within a shard.
public sealed record Envelope(UInt128 CommandId, UInt128 BodyHash, Timestamp At, Command Body);
