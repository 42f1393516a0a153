using System.Net.Sockets;

namespace Tessera.Cli.Torture.Network;

/// <summary>One connection through the proxy: two directions, each with troubles of its own.</summary>
internal sealed class ProxyLink(FaultProxy proxy, Socket client, Socket server, int seed)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var directions = new[]
        {
            new ProxyDirection(proxy, client, server, seed).RunAsync(over.Token),
            new ProxyDirection(proxy, server, client, ~seed).RunAsync(over.Token),
        };

        // A direction that ended in order leaves the other open; one that broke takes it along.
        while (await Task.WhenAny(directions) is { } ended)
        {
            if (!await ended)
            {
                Cut();
                break;
            }

            directions = [.. directions.Where(direction => direction != ended)];
            if (directions.Length == 0)
            {
                return;
            }
        }

        await over.CancelAsync();
        await Task.WhenAll(directions);
    }

    public void Cut()
    {
        Reset(client);
        Reset(server);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }
    }
}
