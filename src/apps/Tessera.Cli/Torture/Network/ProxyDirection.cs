using System.Net.Sockets;
using Tessera.Iso8583;

namespace Tessera.Cli.Torture.Network;

/// <summary>One direction of a connection: takes pieces from one end and gives them to the other, or does not.
/// </summary>
internal sealed class ProxyDirection(FaultProxy proxy, Socket source, Socket target, int seed)
{
    private const int MostBytes = 65_535;
    private const int PieceBytes = 16_384;
    private const int LongestDelayMs = 400;
    private const int HeldForMs = 50;

    private readonly Random random = new(seed);
    private readonly FrameBuffer received = new(MostBytes);
    private readonly byte[] pieceRoom = new byte[proxy.IsFramed ? 0 : PieceBytes];
    private byte[]? held;
    private bool isEnded;

    /// <summary>True when the direction ended in order, false when the connection is broken.</summary>
    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        try
        {
            while (!isEnded && await ReceiveAsync(cancel) is { } pieces)
            {
                foreach (var piece in pieces)
                {
                    if (isEnded || !await PassAsync(piece, cancel))
                    {
                        break;
                    }
                }
            }

            await ReleaseAsync(cancel);
            target.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (Exception fault) when (
            fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Null at the end. A message held back goes on after a moment even when none follows it.</summary>
    private async Task<List<byte[]>?> ReceiveAsync(CancellationToken cancel)
    {
        var room = proxy.IsFramed ? received.Room() : pieceRoom;
        var receiving = source.ReceiveAsync(room, cancel).AsTask();
        if (held is not null && await Task.WhenAny(receiving, Task.Delay(HeldForMs, cancel)) != receiving)
        {
            await ReleaseAsync(cancel);
        }

        var count = await receiving;
        if (count == 0)
        {
            return null;
        }

        return proxy.IsFramed ? TakeFrames(count) : [pieceRoom[..count]];
    }

    private List<byte[]> TakeFrames(int count)
    {
        received.Received(count);
        var pieces = new List<byte[]>();
        while (received.TryTake(out var message, out _))
        {
            var frame = new byte[IsoFrame.PrefixBytes + message.Length];
            IsoFrame.WriteLength(frame, message.Length);
            message.CopyTo(frame.AsMemory(IsoFrame.PrefixBytes));
            pieces.Add(frame);
        }

        return pieces;
    }

    /// <summary>False when nothing passes any more.</summary>
    private async Task<bool> PassAsync(byte[] piece, CancellationToken cancel)
    {
        var trouble = proxy.Trouble;
        if (trouble == Trouble.None || random.Next(proxy.OneIn) != 0)
        {
            await SendAsync(piece, cancel);
            await ReleaseAsync(cancel);
            return true;
        }

        proxy.Count();
        switch (trouble)
        {
            case Trouble.Delay:
                await Task.Delay(random.Next(1, LongestDelayMs), cancel);
                await SendAsync(piece, cancel);
                break;
            case Trouble.Cut:
                await SendAsync(piece.AsMemory(0, random.Next(piece.Length)), cancel);
                throw new SocketException((int)SocketError.ConnectionReset);
            case Trouble.HalfClose:
                await SendAsync(piece, cancel);
                isEnded = true;
                return false;
            case Trouble.Duplicate when proxy.IsFramed:
                await SendAsync(piece, cancel);
                await SendAsync(piece, cancel);
                break;
            case Trouble.Reorder when proxy.IsFramed && held is null:
                held = piece;
                return true;
            default:
                await SendAsync(piece, cancel);
                break;
        }

        await ReleaseAsync(cancel);
        return true;
    }

    private async Task ReleaseAsync(CancellationToken cancel)
    {
        if (held is { } late)
        {
            held = null;
            await SendAsync(late, cancel);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await target.SendAsync(bytes, cancel)..];
        }
    }
}
