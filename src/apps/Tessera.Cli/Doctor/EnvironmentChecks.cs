using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Tessera.Cli.Doctor;

/// <summary>The checks, each independent of the others; none changes anything that stays.</summary>
internal static class EnvironmentChecks
{
    private const long FreeBytesWanted = 1L << 30;

    private static readonly string[] TestPrograms =
        ["tshark", "node", "npm", "pcscd", "opensc-tool", "scriptor", "cardpeek"];

    public static IReadOnlyList<EnvironmentCheck> Run(string dataFolder) =>
    [
        Runtime(),
        Sqlite(),
        DataFolder(dataFolder),
        FreeSpace(dataFolder),
        Port(5080, "the server's pages and API"),
        Port(8583, "the ISO 8583 switch"),
        .. TestPrograms.Select(TestProgram),
    ];

    private static EnvironmentCheck Runtime() => new(
        ".NET runtime",
        Environment.Version.Major >= 10 ? CheckOutcome.Ok : CheckOutcome.Failed,
        $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores");

    private static EnvironmentCheck Sqlite()
    {
        try
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            return new EnvironmentCheck("SQLite", CheckOutcome.Ok, connection.ServerVersion);
        }
        catch (Exception fault) when (fault is SqliteException or TypeInitializationException or DllNotFoundException)
        {
            return new EnvironmentCheck("SQLite", CheckOutcome.Failed, fault.Message);
        }
    }

    private static EnvironmentCheck DataFolder(string folder)
    {
        const string name = "data folder";
        var existing = NearestExisting(folder);
        var probe = Path.Combine(existing, $".tessera-probe-{Environment.ProcessId}");
        try
        {
            using (var file = File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose))
            {
                file.WriteByte(0);
                file.Flush(flushToDisk: true);
            }

            return new EnvironmentCheck(name, CheckOutcome.Ok, $"{Path.GetFullPath(folder)} takes durable writes");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new EnvironmentCheck(name, CheckOutcome.Failed, $"{existing}: {fault.Message}");
        }
    }

    private static EnvironmentCheck FreeSpace(string folder)
    {
        var free = new DriveInfo(NearestExisting(folder)).AvailableFreeSpace;
        return new EnvironmentCheck(
            "free space",
            free >= FreeBytesWanted ? CheckOutcome.Ok : CheckOutcome.Warning,
            $"{free / (1 << 20)} MiB free where the data folder lies");
    }

    private static EnvironmentCheck Port(int port, string use)
    {
        var name = $"port {port}";
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new EnvironmentCheck(name, CheckOutcome.Ok, $"free for {use}");
        }
        catch (SocketException)
        {
            return new EnvironmentCheck(name, CheckOutcome.Warning, $"taken; {use} needs another, or runs already");
        }
    }

    private static EnvironmentCheck TestProgram(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
        return found is null
            ? new EnvironmentCheck(program, CheckOutcome.Warning, "not found; the tests that drive it are skipped")
            : new EnvironmentCheck(program, CheckOutcome.Ok, found);
    }

    private static string NearestExisting(string folder)
    {
        var current = new DirectoryInfo(folder);
        while (!current.Exists && current.Parent is not null)
        {
            current = current.Parent;
        }

        return current.FullName;
    }
}
