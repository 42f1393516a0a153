using Tessera.Simulation.Network;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>A till's way to the network: one connection at a time, one message and its answer; after silence the next
/// message gets a connection of its own.</summary>
internal sealed class TillLine(SimWorld world, TillPlace place)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(8);

    private SimConnection? connection;
    private TaskCompletionSource<byte[]?>? waiting;
    private Predicate<byte[]> isWanted = _ => false;

    /// <summary>The answer; null when none came in time.</summary>
    public async Task<byte[]?> ExchangeAsync(
        byte[] message, Func<byte[], byte[], bool> isAnswer, Func<byte[]> signOn)
    {
        if (connection is null)
        {
            connection = SimConnection.TryOpen(
                world.Lines, place.Code, world.Outside, world.Network, Hear);
            var hello = signOn();
            if (connection is null || await AskAsync(hello, isAnswer) is null)
            {
                return await DropAsync();
            }
        }

        return await AskAsync(message, isAnswer) is { } answer ? answer : await DropAsync();
    }

    private async Task<byte[]?> AskAsync(byte[] message, Func<byte[], byte[], bool> isAnswer)
    {
        var answer = new TaskCompletionSource<byte[]?>(TaskCreationOptions.RunContinuationsAsynchronously);
        (waiting, isWanted) = (answer, candidate => isAnswer(message, candidate));
        await using var limit = world.TillClock.CreateTimer(
            _ => answer.TrySetResult(null), null, AnswerTime, Timeout.InfiniteTimeSpan);
        connection!.Send(message);
        return await answer.Task;
    }

    private void Hear(byte[] bytes)
    {
        if (isWanted(bytes))
        {
            waiting?.TrySetResult(bytes);
        }
    }

    private async Task<byte[]?> DropAsync()
    {
        connection?.Close();
        connection = null;
        await world.DelayAsync(TimeSpan.FromMilliseconds(500));
        return null;
    }
}
