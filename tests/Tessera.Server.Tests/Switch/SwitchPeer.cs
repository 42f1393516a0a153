using System.Net;
using System.Net.Sockets;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Switch;

/// <summary>The other end of a link: an acquirer that speaks ISO 8583 over a loopback socket.</summary>
internal sealed class SwitchPeer : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly FrameBuffer buffer = new(65535);

    private SwitchPeer(Socket socket) => this.socket = socket;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<SwitchPeer> ConnectAsync(int port, int receiveBufferBytes = 0)
    {
        Socket connected = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes > 0)
            connected.ReceiveBufferSize = receiveBufferBytes;
        await connected.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Cancel);
        return new SwitchPeer(connected);
    }

    public async Task SendAsync(params ReadOnlyMemory<byte>[] messages)
    {
        byte[] bytes = [.. messages.SelectMany(m => Messages.Frame(m.Span))];
        await SendRawAsync(bytes);
    }

    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, Cancel)..];
    }

    /// <summary>The next message, empty when the link was closed.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        ReadOnlyMemory<byte> message;
        while (!buffer.TryTake(out message, out ParseError error))
        {
            Assert.Equal(default, error);
            int count = await ReceiveOnceAsync();
            if (count == 0)
                return [];
            buffer.Received(count);
        }

        return message.ToArray();
    }

    public async Task<byte[]> AskAsync(ReadOnlyMemory<byte> message)
    {
        await SendAsync(message);
        return await ReceiveAsync();
    }

    public async Task SignOnAsync() => Assert.Equal("00", Messages.Text(await AskAsync(Messages.SignOn()), 39));

    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> ReceiveOnceAsync()
    {
        try
        {
            return await socket.ReceiveAsync(buffer.Room(), Cancel);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
