using System.Globalization;
using Tessera.Client;

namespace Tessera.Cli.Serving;

/// <summary><c>tessera issuer</c> or <c>tessera acquirer</c> in a process of its own on free ports, linked to a network
/// on this machine.</summary>
internal sealed class MemberChild : IDisposable
{
    private const string SwitchLine = "  ISO 8583   127.0.0.1:";

    private ChildServer? child;

    public string OperatorKey { get; private set; } = "";

    /// <summary>Zero where it has no door of its own.</summary>
    public int SwitchPort { get; private set; }

    public string Address => child!.Address;

    /// <summary>A folder that is not new has told its key before.</summary>
    /// <exception cref="IOException">It ended while it started.</exception>
    public static async Task<MemberChild> StartAsync(
        string verb, string folder, int networkPort, string[] options, string knownKey, CancellationToken cancel)
    {
        var server = new MemberChild { OperatorKey = knownKey };
        server.child = await ChildServer.StartAsync(
            [
                verb, "--connect", $"127.0.0.1:{networkPort}", "--data", folder, "--urls", "http://127.0.0.1:0",
                "--plain-switch", .. options,
            ],
            line => server.TryReadPort(line, isWanted: verb == "acquirer"), server.TryReadKey, cancel);
        return server;
    }

    public TesseraClient Client(string key) => child!.Client(key);

    /// <summary>The machine goes dark: nothing is said, nothing is finished.</summary>
    public void Dispose() => child?.Dispose();

    private bool TryReadPort(string line, bool isWanted)
    {
        if (line.StartsWith(SwitchLine, StringComparison.Ordinal))
        {
            SwitchPort = int.Parse(line.AsSpan(SwitchLine.Length), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        return !isWanted || SwitchPort != 0;
    }

    private bool TryReadKey(string line)
    {
        if (line.StartsWith("  ", StringComparison.Ordinal))
        {
            OperatorKey = line.Trim();
        }

        return OperatorKey.Length > 0;
    }
}
