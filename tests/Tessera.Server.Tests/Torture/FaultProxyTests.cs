using System.Net;
using System.Net.Sockets;
using System.Text;
using Tessera.Cli.Torture.Network;
using Tessera.Iso8583;

namespace Tessera.Server.Tests.Torture;

/// <summary>The wire of the torture, between two sockets on loopback.</summary>
public sealed class FaultProxyTests : IDisposable
{
    private const int Messages = 20;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly FaultProxy proxy = new(isFramed: true, seed: 7) { OneIn = 1 };
    private readonly Socket client = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
    private Socket server = null!;

    public void Dispose()
    {
        client.Dispose();
        server?.Dispose();
        proxy.Dispose();
        listener.Dispose();
        limit.Dispose();
    }

    [Fact]
    public async Task Without_trouble_everything_passes_both_ways_in_order()
    {
        await ConnectAsync();
        await SendAsync(client, Names());
        Assert.Equal(Names(), await ReceiveAsync(server, Messages));
        await SendAsync(server, Names());
        Assert.Equal(Names(), await ReceiveAsync(client, Messages));
        Assert.Equal(0, proxy.Done);
    }

    [Fact]
    public async Task A_delayed_message_arrives_whole_and_once()
    {
        await ConnectAsync();
        proxy.Trouble = Trouble.Delay;
        await SendAsync(client, ["late"]);
        Assert.Equal(["late"], await ReceiveAsync(server, 1));
        Assert.Equal(1, proxy.Done);
    }

    [Fact]
    public async Task A_duplicated_message_comes_twice_as_it_is()
    {
        await ConnectAsync();
        proxy.Trouble = Trouble.Duplicate;
        await SendAsync(client, ["a", "b"]);
        Assert.Equal(["a", "a", "b", "b"], await ReceiveAsync(server, 4));
    }

    [Fact]
    public async Task A_reordered_message_comes_after_the_next_one()
    {
        await ConnectAsync();
        proxy.Trouble = Trouble.Reorder;
        await SendAsync(client, ["a", "b", "c"]);
        Assert.Equal(["b", "a", "c"], await ReceiveAsync(server, 3));
    }

    [Fact]
    public async Task A_cut_ends_both_ends_and_never_passes_a_whole_message()
    {
        await ConnectAsync();
        proxy.Trouble = Trouble.Cut;
        await SendAsync(client, ["never whole"]);
        Assert.Empty(await ReceiveAsync(server, 1));
        Assert.Empty(await ReceiveAsync(client, 1));
    }

    [Fact]
    public async Task A_half_close_ends_one_direction_and_leaves_the_other()
    {
        await ConnectAsync();
        proxy.Trouble = Trouble.HalfClose;
        await SendAsync(client, ["last"]);
        Assert.Equal(["last"], await ReceiveAsync(server, 2));
        proxy.Trouble = Trouble.None;
        await SendAsync(server, ["still heard"]);
        Assert.Equal(["still heard"], await ReceiveAsync(client, 1));
    }

    [Fact]
    public async Task A_wire_without_a_server_resets_who_comes()
    {
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, proxy.Port, limit.Token);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            // The reset may come before the call returns.
        }

        Assert.Empty(await ReceiveAsync(client, 1));
        listener.Start();
        server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        proxy.Target = ((IPEndPoint)listener.LocalEndpoint).Port;
        await server.ConnectAsync(IPAddress.Loopback, proxy.Port, limit.Token);
        using var accepted = await listener.AcceptSocketAsync(limit.Token);
        await SendAsync(accepted, ["back"]);
        Assert.Equal(["back"], await ReceiveAsync(server, 1));
    }

    private static string[] Names() => [.. Enumerable.Range(0, Messages).Select(i => $"message {i}")];

    private async Task ConnectAsync()
    {
        listener.Start();
        proxy.Target = ((IPEndPoint)listener.LocalEndpoint).Port;
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, limit.Token);
        server = await listener.AcceptSocketAsync(limit.Token);
        server.NoDelay = true;
    }

    private async Task SendAsync(Socket to, string[] texts)
    {
        var bytes = new List<byte>();
        foreach (var text in texts)
        {
            var frame = new byte[IsoFrame.PrefixBytes + text.Length];
            IsoFrame.WriteLength(frame, text.Length);
            Encoding.ASCII.GetBytes(text, frame.AsSpan(IsoFrame.PrefixBytes));
            bytes.AddRange(frame);
        }

        await to.SendAsync(bytes.ToArray(), limit.Token);
    }

    /// <summary>So many messages, or those that came before the end.</summary>
    private async Task<List<string>> ReceiveAsync(Socket from, int count)
    {
        var received = new FrameBuffer(1_000);
        var texts = new List<string>();
        try
        {
            while (texts.Count < count && await from.ReceiveAsync(received.Room(), limit.Token) is > 0 and var bytes)
            {
                received.Received(bytes);
                while (received.TryTake(out var message, out _))
                {
                    texts.Add(Encoding.ASCII.GetString(message.Span));
                }
            }
        }
        catch (SocketException)
        {
            // Reset: the end as well.
        }

        return texts;
    }
}
