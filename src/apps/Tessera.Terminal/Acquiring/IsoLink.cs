using System.Net.Sockets;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Terminal.Acquiring;

/// <summary>One TCP connection: a message out, the answer that belongs to it back. Not for concurrent use.</summary>
internal sealed class IsoLink : IDisposable
{
    private const int MaxMessageBytes = 4096;
    private readonly Socket _socket;
    private readonly FrameBuffer _received = new(MaxMessageBytes);

    private IsoLink(Socket socket) => _socket = socket;

    public static async Task<IsoLink> ConnectAsync(string host, int port, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancel);
            return new IsoLink(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a message and waits for the first one that <paramref name="isAnswer"/> takes.</summary>
    /// <exception cref="SocketException">The connection is lost.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task<byte[]> ExchangeAsync(byte[] message, Predicate<byte[]> isAnswer, CancellationToken cancel)
    {
        var frame = new byte[IsoFrame.PrefixBytes + message.Length];
        IsoFrame.WriteLength(frame, message.Length);
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        await SendAsync(frame, cancel);
        while (true)
        {
            while (_received.TryTake(out var taken, out var error) || error.Code != ParseErrorCode.None)
            {
                if (error.Code != ParseErrorCode.None)
                {
                    throw new SocketException((int)SocketError.ProtocolNotSupported);
                }

                // Late answers to older requests and messages of others pass by here.
                var candidate = taken.ToArray();
                if (isAnswer(candidate))
                {
                    return candidate;
                }
            }

            var count = await _socket.ReceiveAsync(_received.Room(), cancel);
            if (count == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            _received.Received(count);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, cancel)..];
        }
    }
}
