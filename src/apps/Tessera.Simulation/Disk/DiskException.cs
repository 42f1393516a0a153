namespace Tessera.Simulation.Disk;

internal sealed class DiskException(DiskFault fault, string message) : IOException(message)
{
    public DiskFault Fault { get; } = fault;
}
