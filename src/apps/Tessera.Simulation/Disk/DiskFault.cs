namespace Tessera.Simulation.Disk;

internal enum DiskFault
{
    None = 0,

    /// <summary>The machine goes dark in the middle of the operation.</summary>
    PowerCut = 1,

    /// <summary>ENOSPC: a part of a write is there, the rest is not.</summary>
    Full = 2,

    /// <summary>EIO on a flush: what was not flushed is lost, although reading may still show it.</summary>
    FlushError = 3,
}
