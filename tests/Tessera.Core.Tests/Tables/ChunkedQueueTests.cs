using Tessera.Core.Tables;

namespace Tessera.Core.Tests.Tables;

public sealed class ChunkedQueueTests
{
    [Fact]
    public void A_queue_gives_back_what_was_added_in_its_order()
    {
        var random = new Random(1);
        var (queue, model) = (new ChunkedQueue<int>(), new Queue<int>());
        for (var step = 0; step < 50_000; step++)
        {
            if (queue.Count == 0 || random.Next(100) < 55)
            {
                queue.Add(step);
                model.Enqueue(step);
            }
            else
            {
                Assert.Equal(model.Dequeue(), queue.Take());
            }

            Assert.Equal(model.Count, queue.Count);
        }

        Assert.Equal(model, queue.All());
    }

    [Fact]
    public void A_frozen_queue_keeps_what_it_held_while_the_queue_goes_on()
    {
        var queue = new ChunkedQueue<int>();
        queue.AddAll(Enumerable.Range(0, 3_000).ToArray());
        Take(queue, 1_500);
        var frozen = queue.Freeze();
        queue.AddAll(Enumerable.Range(3_000, 3_000).ToArray());
        Take(queue, 4_000);
        Assert.Equal(Enumerable.Range(1_500, 1_500), Read(frozen));
        Assert.Equal(Enumerable.Range(5_500, 500), Read(queue.Freeze()));
    }

    private static void Take(ChunkedQueue<int> queue, int count)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Take();
        }
    }

    private static IEnumerable<int> Read(FrozenTable<int> frozen) =>
        Enumerable.Range(0, frozen.ChunkCount).SelectMany(chunk => frozen.Chunk(chunk).ToArray());
}
