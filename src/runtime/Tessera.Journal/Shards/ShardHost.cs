namespace Tessera.Journal.Shards;

/// <summary>A thread of its own that waits for work and steps the shard; flushes would starve a shared pool.</summary>
public sealed class ShardHost : IAsyncDisposable
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly Shard _shard;
    private readonly TimeSpan _idle;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    public ShardHost(Shard shard, TimeSpan? idle = null)
    {
        _shard = shard;
        _shard.AnswerOnPool();
        _idle = idle ?? TimeSpan.FromMilliseconds(250);
        _thread = new Thread(Run) { Name = "shard", IsBackground = true };
        _thread.Start();
    }

    /// <summary>
    /// Ends after a stop; fails when the shard stopped by itself, and the process should end then too.
    /// </summary>
    public Task Completion => _ended.Task;

    /// <summary>Answers what waits, then stops the thread and closes the journal.</summary>
    public async Task StopAsync()
    {
        _shard.Close();
        _stop.Set();
        try
        {
            await _ended.Task;
        }
        finally
        {
            _thread.Join();
            _shard.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await StopAsync();
        }
        catch (JournalException)
        {
            // Completion has told it already.
        }

        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            Loop();
            if (_shard.Status == ShardStatus.Stopped)
            {
                throw new JournalException(
                    JournalFault.Stopped, "The shard stopped; its journal is the truth.", _shard.LastError);
            }

            _ended.SetResult();
        }
        catch (Exception error)
        {
            _shard.Close();
            _ended.SetException(error);
        }
    }

    private void Loop()
    {
        var backOff = FirstBackOff;
        while (_shard.Status != ShardStatus.Stopped)
        {
            var answered = _shard.Step();
            if (_shard.Status == ShardStatus.Reloading)
            {
                if (_stop.Wait(backOff))
                {
                    return;
                }

                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
                continue;
            }

            backOff = FirstBackOff;
            if (answered == 0)
            {
                if (_stop.IsSet && _shard.QueueLength == 0)
                {
                    return;
                }

                _shard.WaitForWork(_idle);
            }
        }
    }
}
