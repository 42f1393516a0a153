using Tessera.Simulation.Clock;

namespace Tessera.Simulation.Disk;

/// <summary>
/// One file: what reads see, what the medium has, and which sectors differ. Sectors are written whole or not at all,
/// in any order, unless a tear cuts one.
/// </summary>
internal sealed class SimFile(SimDisk disk, string name)
{
    public const int SectorBytes = 512;

    private readonly SortedSet<int> dirty = [];
    private readonly Dictionary<int, byte[]> before = [];
    private byte[] seen = [];
    private byte[] medium = [];
    private int seenLength;
    private int mediumLength;

    public int Length => seenLength;

    /// <summary>What reads see.</summary>
    public ReadOnlySpan<byte> Bytes => seen.AsSpan(0, seenLength);

    /// <summary>What a machine without power still has.</summary>
    public ReadOnlySpan<byte> Medium => medium.AsSpan(0, mediumLength);

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        disk.BeforeWrite(this, offset, bytes);
        Put(offset, bytes);
    }

    public void Flush()
    {
        disk.BeforeFlush(this);
        if (disk.Unflushed.Contains(name))
        {
            return;
        }

        before.Clear();
        foreach (var sector in dirty)
        {
            Keep(sector);
            ToMedium(sector, SectorBytes);
        }

        // What an earlier flush failed to write is a hole.
        Grow(ref medium, seenLength);
        mediumLength = seenLength;
        dirty.Clear();
    }

    /// <summary>The system writes back what waits, without being asked.</summary>
    public void WriteBack()
    {
        foreach (var sector in dirty)
        {
            ToMedium(sector, SectorBytes);
        }

        // What an earlier flush failed to write is a hole.
        Grow(ref medium, seenLength);
        mediumLength = seenLength;
        dirty.Clear();
    }

    public void Truncate(int length)
    {
        dirty.RemoveWhere(sector => sector * SectorBytes >= length);
        if (length < seenLength)
        {
            seen.AsSpan(length, seenLength - length).Clear();
            dirty.Add(length / SectorBytes);
        }

        seenLength = length;
    }

    /// <summary>Forgets what was not flushed, as a machine does that reads from the medium again.</summary>
    public void Reload()
    {
        Grow(ref seen, mediumLength);
        seen.AsSpan().Clear();
        Medium.CopyTo(seen);
        seenLength = mediumLength;
        dirty.Clear();
    }

    /// <summary>Without an operation: a file as it was installed.</summary>
    public void Install(ReadOnlySpan<byte> bytes)
    {
        Put(0, bytes);
        mediumLength = 0;
        Grow(ref medium, seenLength);
        Bytes.CopyTo(medium);
        mediumLength = seenLength;
        dirty.Clear();
    }

    /// <summary>Bit rot: one bit of the medium.</summary>
    public void Flip(int offset, int bit)
    {
        medium[offset] ^= (byte)(1 << bit);
        seen[offset] ^= (byte)(1 << bit);
    }

    /// <summary>A sector whose last write never reached the medium, although the disk said so; false when the last
    /// flush wrote over nothing.</summary>
    public bool Revert(SimRandom random)
    {
        if (before.Count == 0)
        {
            return false;
        }

        var sector = before.Keys.Order().ElementAt(random.Below(before.Count));
        var old = before[sector];
        old.CopyTo(medium.AsSpan(sector * SectorBytes));
        Reload();
        return true;
    }

    internal void Put(long offset, ReadOnlySpan<byte> bytes)
    {
        var start = (int)offset;
        Grow(ref seen, start + bytes.Length);
        bytes.CopyTo(seen.AsSpan(start));
        seenLength = Math.Max(seenLength, start + bytes.Length);
        for (var sector = start / SectorBytes; sector * SectorBytes < start + bytes.Length; sector++)
        {
            dirty.Add(sector);
        }
    }

    /// <summary>The system forgets what it could not write; reads still show it.</summary>
    internal void FailFlush(SimRandom random)
    {
        KeepSome(random);
        dirty.Clear();
    }

    internal void LosePower(SimRandom random)
    {
        KeepSome(random);
        Reload();
    }

    private void KeepSome(SimRandom random)
    {
        foreach (var sector in dirty.Where(_ => random.Chance(500)).ToArray())
        {
            var kept = random.Chance(250) ? random.Below(SectorBytes) : SectorBytes;
            ToMedium(sector, kept);
            mediumLength = Math.Max(mediumLength, Math.Min(seenLength, (sector * SectorBytes) + kept));
        }
    }

    private void Keep(int sector)
    {
        var start = sector * SectorBytes;
        if (start < mediumLength)
        {
            before[sector] = medium.AsSpan(start, Math.Min(SectorBytes, medium.Length - start)).ToArray();
        }
    }

    private void ToMedium(int sector, int count)
    {
        var start = sector * SectorBytes;
        Grow(ref medium, start + SectorBytes);
        Grow(ref seen, start + SectorBytes);
        seen.AsSpan(start, count).CopyTo(medium.AsSpan(start));
    }

    private static void Grow(ref byte[] bytes, int length)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(length, Math.Max(4 * SectorBytes, bytes.Length * 2)));
        }
    }
}
