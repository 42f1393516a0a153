namespace Tessera.Cli.Load.Wire;

/// <summary>Messages as they go over the wire, one behind the other in large blocks: what is sent together lies
/// together, and a message costs its bytes and two numbers.</summary>
internal sealed class PreparedMessages
{
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly List<byte[]> blocks = [];
    private readonly List<(int Block, int End)> places = [];
    private int used = BlockBytes;

    public int Count => places.Count;

    public void Add(ReadOnlySpan<byte> message)
    {
        if (used + message.Length > BlockBytes)
        {
            blocks.Add(new byte[BlockBytes]);
            used = 0;
        }

        message.CopyTo(blocks[^1].AsSpan(used));
        used += message.Length;
        places.Add((blocks.Count - 1, used));
    }

    /// <summary>At most so many messages from the first one on; fewer where a block ends.</summary>
    public ReadOnlySpan<byte> Run(int first, int most, out int count)
    {
        var block = places[first].Block;
        var start = first > 0 && places[first - 1].Block == block ? places[first - 1].End : 0;
        var last = Math.Min(first + most, Count) - 1;
        while (places[last].Block != block)
        {
            last--;
        }

        count = last - first + 1;
        return blocks[block].AsSpan(start, places[last].End - start);
    }
}
