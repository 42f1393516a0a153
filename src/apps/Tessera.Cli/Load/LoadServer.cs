using System.Diagnostics;
using System.Globalization;
using Tessera.Client;

namespace Tessera.Cli.Load;

/// <summary>The server under load: <c>tessera serve --demo</c> in a process and a folder of its own.</summary>
internal sealed class LoadServer : IDisposable
{
    private const string Address = "Tessera serves at ";
    private const string SwitchPort = "  ISO 8583   127.0.0.1:";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly string[] Roles = ["issuer", "wallet"];

    private readonly Dictionary<string, string> keys = [];
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-load-").FullName;
    private Process? process;
    private string address = "";

    public int Port { get; private set; }

    public static async Task<LoadServer> StartAsync(CancellationToken cancel)
    {
        var server = new LoadServer();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(StartTime);
            await server.ReadAsync(limit.Token);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public TesseraClient Client(string role) => new(
        new HttpClient { BaseAddress = new Uri(address) }, new TesseraClientOptions { ApiKey = keys[role] });

    public void Dispose()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        process = Process.Start(StartInfo())!;
        while (Port == 0)
        {
            var line = await process.StandardOutput.ReadLineAsync(cancel)
                ?? throw new LoadException(await process.StandardError.ReadToEndAsync(cancel));
            if (line.StartsWith(Address, StringComparison.Ordinal))
            {
                address = line[Address.Length..];
            }
            else if (line.StartsWith(SwitchPort, StringComparison.Ordinal))
            {
                Port = int.Parse(line.AsSpan(SwitchPort.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            }
        }

        while (Roles.Any(role => !keys.ContainsKey(role)))
        {
            var line = await process.StandardError.ReadLineAsync(cancel)
                ?? throw new LoadException("The server ended while it started.");
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var role, var secret])
            {
                keys[role] = secret;
            }
        }

        // A full pipe would stop the child.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
    }

    private ProcessStartInfo StartInfo()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "tessera");
        return new ProcessStartInfo(
            File.Exists(beside) ? beside : Environment.ProcessPath!,
            ["serve", "--demo", "--data", Path.Combine(folder, "data"), "--urls", "http://127.0.0.1:0",
                "--switch-port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }
}
