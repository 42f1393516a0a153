using System.Globalization;
using Tessera.Cli.Serving;
using Tessera.Client;

namespace Tessera.Cli.Load;

/// <summary>The server under load: <c>tessera serve --demo</c> in a process and a folder of its own.</summary>
internal sealed class LoadServer : IDisposable
{
    private const string SwitchPort = "  ISO 8583   127.0.0.1:";
    private static readonly string[] Roles = ["issuer", "wallet"];

    private readonly Dictionary<string, string> keys = [];
    private readonly string folder = Directory.CreateTempSubdirectory("tessera-load-").FullName;
    private ChildServer? child;

    public int Port { get; private set; }

    public static async Task<LoadServer> StartAsync(CancellationToken cancel)
    {
        var server = new LoadServer();
        try
        {
            server.child = await ChildServer.StartAsync(
                ["serve", "--demo", "--data", Path.Combine(server.folder, "data"), "--urls", "http://127.0.0.1:0",
                    "--switch-port", "0"],
                server.TryReadPort, server.TryReadKeys, cancel);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public TesseraClient Client(string role) => child!.Client(keys[role]);

    public void Dispose()
    {
        child?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private bool TryReadPort(string line)
    {
        if (line.StartsWith(SwitchPort, StringComparison.Ordinal))
        {
            Port = int.Parse(line.AsSpan(SwitchPort.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return Port != 0;
    }

    private bool TryReadKeys(string line)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var role, var secret])
        {
            keys[role] = secret;
        }

        return Roles.All(keys.ContainsKey);
    }
}
