using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Tessera.Bench.Peers;

/// <summary>A PostgreSQL of its own: a cluster in a temporary folder, on loopback, with full durability, stopped and
/// deleted at the end. Started by root it runs as the user that Debian's package made.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string User = "bench";

    private static readonly TimeSpan MostStartTime = TimeSpan.FromSeconds(30);

    private static readonly string[] Settings =
    [
        "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=on", "synchronous_commit=on",
        "shared_buffers=2GB", "max_wal_size=8GB", "max_connections=200", "track_wal_io_timing=on",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-postgres-").FullName;
    private readonly string binaries;
    private Process? server;

    private PostgresServer(string binaries) => this.binaries = binaries;

    public int Port { get; } = FreePort();

    public string Version { get; private set; } = "";

    public string ConnectionString =>
        $"Host=127.0.0.1;Port={Port};Username={User};Database=postgres;Maximum Pool Size=200;Max Auto Prepare=20;"
        + "Auto Prepare Min Usages=1;No Reset On Close=true;Timeout=30;Command Timeout=300";

    /// <summary>Null where PostgreSQL is not installed.</summary>
    public static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian)
            ? Directory.EnumerateDirectories(debian).OrderDescending(StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        return folders.Concat(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    public static async Task<PostgresServer> StartAsync(string binaries)
    {
        var postgres = new PostgresServer(binaries);
        try
        {
            await postgres.StartAsync();
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program of PostgreSQL to its end and returns what it printed.</summary>
    public async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} failed: {await error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await RunAsync("pg_ctl", "-D", Cluster, "-m", "fast", "-w", "stop");
            await server.WaitForExitAsync();
            server.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Cluster => Path.Combine(folder, "cluster");

    private async Task StartAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            using var chown = Process.Start("chown", ["postgres", folder]);
            await chown.WaitForExitAsync();
        }

        await RunAsync("initdb", "-D", Cluster, "-U", User, "-A", "trust", "--locale=C", "-E", "UTF8");
        server = Start(
            "postgres",
            ["-D", Cluster, "-p", $"{Port}", .. Settings.SelectMany(setting => (string[])["-c", setting])]);
        server.ErrorDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        var since = Stopwatch.GetTimestamp();
        while (!await TryConnectAsync())
        {
            if (server.HasExited || Stopwatch.GetElapsedTime(since) > MostStartTime)
            {
                throw new InvalidOperationException("PostgreSQL did not start.");
            }

            await Task.Delay(100);
        }
    }

    private async Task<bool> TryConnectAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString);
            await connection.OpenAsync();
            Version = connection.PostgreSqlVersion.ToString();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Process Start(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(binaries, program);
        string[] command = Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", path] : [path];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
