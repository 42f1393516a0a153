using Tessera.Core;

namespace Tessera.Journal.Shards;

/// <summary>A question to the state, answered with the batch, so it never shows what is not durable.</summary>
internal sealed class QueryWork<T>(Func<ShardState, T> query) : IShardWork
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;
    private Exception? _error;

    public Task<T> Answer => _answer.Task;

    public void RunOn(Shard shard)
    {
        try
        {
            _value = shard.Ask(query);
        }
        catch (Exception error)
        {
            _error = error;
        }
    }

    public void Release()
    {
        if (_error is null)
        {
            _answer.TrySetResult(_value);
        }
        else
        {
            _answer.TrySetException(_error);
        }
    }

    public void FailUnknown() => _answer.TrySetException(
        new JournalException(JournalFault.Reloading, "The shard reads its journal again; ask again."));

    public void Refuse() => _answer.TrySetException(
        new JournalException(JournalFault.Busy, "The shard takes no more work right now; ask again later."));
}
