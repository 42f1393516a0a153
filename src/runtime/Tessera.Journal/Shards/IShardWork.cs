namespace Tessera.Journal.Shards;

/// <summary>
/// Something that waits in a shard's queue; it is answered only after the batch it ran in is durable.
/// </summary>
internal interface IShardWork
{
    void RunOn(Shard shard);

    /// <summary>The batch is durable.</summary>
    void Release();

    /// <summary>The batch may or may not be durable.</summary>
    void FailUnknown();

    /// <summary>It was never run.</summary>
    void Refuse();
}
