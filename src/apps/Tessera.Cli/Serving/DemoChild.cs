using System.Globalization;
using Tessera.Client;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera serve --demo</c> in a process of its own on free ports, with what it said of itself.</summary>
internal sealed class DemoChild : IDisposable
{
    private const string SwitchLine = "  ISO 8583   127.0.0.1:";
    private static readonly string[] Roles = ["operator", "issuer", "coffee", "wallet"];

    private readonly Dictionary<string, string> keys = [];
    private ChildServer? child;

    public int SwitchPort { get; private set; }

    public string Address => child!.Address;

    public int HttpPort => new Uri(Address).Port;

    public int Id => child!.Id;

    public bool HasExited => child!.HasExited;

    /// <exception cref="IOException">It ended while it started.</exception>
    public static async Task<DemoChild> StartAsync(string folder, string[] options, CancellationToken cancel)
    {
        var server = new DemoChild();
        server.child = await ChildServer.StartAsync(
            ["serve", "--demo", "--data", folder, "--urls", "http://127.0.0.1:0", "--switch-port", "0", .. options],
            server.TryReadPort, server.TryReadKeys, cancel);
        return server;
    }

    public string Key(string role) => keys[role];

    public TesseraClient Client(string role) => child!.Client(keys[role]);

    /// <summary>SIGKILL: nothing is flushed, nothing is said goodbye to.</summary>
    public void Dispose() => child?.Dispose();

    private bool TryReadPort(string line)
    {
        if (line.StartsWith(SwitchLine, StringComparison.Ordinal))
        {
            SwitchPort = int.Parse(line.AsSpan(SwitchLine.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return SwitchPort != 0;
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
