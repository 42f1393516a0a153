using System.Globalization;

namespace Tessera.Cli.Readers;

/// <summary>A host with a port: <c>localhost:35963</c>, <c>:35964</c>, <c>switch.example</c>.</summary>
internal readonly record struct ReaderAddress(string Host, int Port)
{
    public static bool TryRead(string? text, int defaultPort, out ReaderAddress address)
    {
        var colon = (text ?? "").LastIndexOf(':');
        var host = colon < 0 ? text ?? "" : text![..colon];
        var port = defaultPort;
        var isRead = colon < 0
            || (int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port)
                && port is > 0 and <= ushort.MaxValue);
        address = new ReaderAddress(host.Length == 0 ? "127.0.0.1" : host, port);
        return isRead;
    }
}
