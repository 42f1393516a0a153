using Tessera.Core;

namespace Tessera.Journal.Shards;

internal interface IShardQuery : IShardWork
{
    void Run(ShardState state);
}
