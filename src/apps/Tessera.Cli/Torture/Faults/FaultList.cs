using Tessera.Cli.Torture.Network;

namespace Tessera.Cli.Torture.Faults;

/// <summary>Every kind of fault, by its name on the command line.</summary>
internal static class FaultList
{
    public static IReadOnlyList<ITortureFault> All { get; } =
    [
        new KillFault(),
        new PauseFault(),
        new WireFault("delay", Trouble.Delay),
        new WireFault("cut", Trouble.Cut),
        new WireFault("half-close", Trouble.HalfClose),
        new WireFault("duplicate", Trouble.Duplicate),
        new WireFault("reorder", Trouble.Reorder),
        new FullDiskFault(),
        new SyscallFault("flush-error", "fsync,fdatasync", "EIO"),
        new SyscallFault("flush-full", "fsync,fdatasync", "ENOSPC"),
        new SyscallFault("write-error", "pwrite64", "EIO"),
        new SyscallFault("write-full", "pwrite64", "ENOSPC"),
        new PowerCutFault(),
        new DamageFault("flip", isCut: false),
        new DamageFault("tail", isCut: true),
    ];

    public static string Names => string.Join(", ", All.Select(fault => fault.Name));

    /// <summary>Those wanted; all when none is named.</summary>
    public static List<ITortureFault> Of(IReadOnlyList<string> names) =>
        [.. All.Where(fault => names.Count == 0 || names.Contains(fault.Name, StringComparer.Ordinal))];
}
