namespace Tessera.Core.Tables;

// Bytes of records in chunks of 64 KB (below the large-object heap), in steps of 16 bytes. Space that is given back is
// used again for a record of the same number of steps. Freeze works as in ChunkedTable: a chunk is cloned before its
// first change in the new epoch.
internal sealed class ByteArena
{
    private const int ChunkBits = 16;
    private const int StepBits = 4;
    private const int ChunkSteps = 1 << (ChunkBits - StepBits);

    // What is longer has a chunk of its own.
    private const int MostSteps = 256;

    private readonly Stack<uint>?[] free = new Stack<uint>?[MostSteps + 1];
    private readonly Stack<int> freeChunks = new();
    private byte[][] chunks = [];
    private int[] epochs = [];
    private int chunkCount;
    private int epoch;
    private int tailChunk = -1;
    private int tailSteps = ChunkSteps;

    public ReadOnlySpan<byte> Read(uint place, int length) => SpanOf(chunks, place, length);

    public uint Add(ReadOnlySpan<byte> record)
    {
        var steps = StepsOf(record.Length);
        if (steps > MostSteps)
        {
            return PlaceOf(AddChunk(record.ToArray()), 0);
        }

        var place = free[steps] is { Count: > 0 } given ? given.Pop() : Take(steps);
        record.CopyTo(Edit(place, record.Length));
        return place;
    }

    // Where the record lies afterwards.
    public uint Replace(uint place, int length, ReadOnlySpan<byte> record)
    {
        if (StepsOf(length) == StepsOf(record.Length) && StepsOf(length) <= MostSteps)
        {
            record.CopyTo(Edit(place, record.Length));
            return place;
        }

        Remove(place, length);
        return Add(record);
    }

    public void Remove(uint place, int length)
    {
        var steps = StepsOf(length);
        if (steps > MostSteps)
        {
            chunks[ChunkOf(place)] = [];
            freeChunks.Push(ChunkOf(place));
            return;
        }

        (free[steps] ??= new Stack<uint>()).Push(place);
    }

    public byte[][] Freeze()
    {
        epoch++;
        return chunks.AsSpan(0, chunkCount).ToArray();
    }

    public static ReadOnlySpan<byte> SpanOf(byte[][] chunks, uint place, int length) =>
        chunks[ChunkOf(place)].AsSpan(OffsetOf(place), length);

    private static int StepsOf(int length) => (length + (1 << StepBits) - 1) >> StepBits;

    private static uint PlaceOf(int chunk, int step) => ((uint)chunk << (ChunkBits - StepBits)) | (uint)step;

    private static int ChunkOf(uint place) => (int)(place >> (ChunkBits - StepBits));

    private static int OffsetOf(uint place) => (int)(place & (ChunkSteps - 1)) << StepBits;

    private uint Take(int steps)
    {
        if (tailSteps + steps > ChunkSteps)
        {
            tailChunk = AddChunk(new byte[1 << ChunkBits]);
            tailSteps = 0;
        }

        tailSteps += steps;
        return PlaceOf(tailChunk, tailSteps - steps);
    }

    private int AddChunk(byte[] chunk)
    {
        if (!freeChunks.TryPop(out var number))
        {
            number = chunkCount++;
            if (number == chunks.Length)
            {
                Array.Resize(ref chunks, Math.Max(4, number * 2));
                Array.Resize(ref epochs, chunks.Length);
            }
        }

        chunks[number] = chunk;
        epochs[number] = epoch;
        return number;
    }

    private Span<byte> Edit(uint place, int length)
    {
        var chunk = ChunkOf(place);
        if (epochs[chunk] != epoch)
        {
            chunks[chunk] = (byte[])chunks[chunk].Clone();
            epochs[chunk] = epoch;
        }

        return chunks[chunk].AsSpan(OffsetOf(place), length);
    }
}
