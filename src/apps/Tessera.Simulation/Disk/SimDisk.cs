using Tessera.Simulation.Clock;

namespace Tessera.Simulation.Disk;

/// <summary>
/// The disk of one machine. It outlives its processes and keeps for certain only what was flushed; at a power cut any
/// part of the rest may be there too.
/// </summary>
internal sealed class SimDisk(SimRandom random)
{
    private readonly SortedDictionary<string, SimFile> files = new(StringComparer.Ordinal);
    private DiskFault planned;
    private long plannedAt;

    /// <summary>Hears that the machine went dark.</summary>
    public Action PowerLost { private get; set; } = () => { };

    /// <summary>Files whose flushes do nothing: a broken disk, for tests of the checker.</summary>
    public HashSet<string> Unflushed { get; } = new(StringComparer.Ordinal);

    /// <summary>Writes and flushes so far.</summary>
    public long Operations { get; private set; }

    /// <summary>A disk without space takes no write until somebody has made room.</summary>
    public bool IsFull { get; set; }

    public IReadOnlyDictionary<string, SimFile> Files => files;

    public SortedDictionary<DiskFault, int> Met { get; } = [];

    public SimFile Open(string name)
    {
        if (!files.TryGetValue(name, out var file))
        {
            files.Add(name, file = new SimFile(this, name));
        }

        return file;
    }

    /// <summary>A new file, flushed, takes the place of the old one: a power cut leaves one of the two.</summary>
    public void Replace(string name, ReadOnlySpan<byte> bytes)
    {
        if (Unflushed.Contains(name))
        {
            return;
        }

        var fresh = new SimFile(this, name);
        fresh.Write(0, bytes);
        fresh.Flush();
        files[name] = fresh;
    }

    public void Delete(string name) => files.Remove(name);

    /// <summary>The fault comes at the n-th operation from now on that it can hit.</summary>
    public void Plan(DiskFault fault, int operationsFromNow) =>
        (planned, plannedAt) = (fault, Operations + operationsFromNow);

    public void Calm()
    {
        planned = DiskFault.None;
        IsFull = false;
    }

    public void CutPower()
    {
        foreach (var file in files.Values)
        {
            file.LosePower(random);
        }
    }

    internal void BeforeWrite(SimFile file, long offset, ReadOnlySpan<byte> bytes)
    {
        Operations++;
        if (IsDue(DiskFault.PowerCut))
        {
            file.Put(offset, bytes);
            Darken();
        }

        if (IsFull || IsDue(DiskFault.Full))
        {
            IsFull = true;
            Count(DiskFault.Full);
            file.Put(offset, bytes[..random.Below(bytes.Length)]);
            throw new DiskException(DiskFault.Full, "No space left on device.");
        }
    }

    internal void BeforeFlush(SimFile file)
    {
        Operations++;
        if (IsDue(DiskFault.PowerCut))
        {
            Darken();
        }

        if (IsDue(DiskFault.FlushError))
        {
            Count(DiskFault.FlushError);
            file.FailFlush(random);
            throw new DiskException(DiskFault.FlushError, "Input/output error.");
        }
    }

    private bool IsDue(DiskFault fault)
    {
        if (planned != fault || Operations < plannedAt)
        {
            return false;
        }

        planned = DiskFault.None;
        return true;
    }

    private void Darken()
    {
        Count(DiskFault.PowerCut);
        CutPower();
        PowerLost();
        throw new DiskException(DiskFault.PowerCut, "The power is gone.");
    }

    private void Count(DiskFault fault) => Met[fault] = Met.GetValueOrDefault(fault) + 1;
}
