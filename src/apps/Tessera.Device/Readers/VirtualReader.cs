// vsmartcard 3.3, virtualsmartcard/src/vpcd: what its virtual reader and a card say to each other over TCP.
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Tessera.Device.Readers;

/// <summary>
/// A card in a slot of the virtual PC/SC reader (vpcd). Each message is two bytes length, most significant first, and
/// a body: one byte is an order of the reader, more are a command APDU. Closing the connection takes the card out.
/// </summary>
public sealed class VirtualReader : IDisposable
{
    /// <summary>Port of the first slot; each further slot has the next.</summary>
    public const int FirstPort = 0x8C7B;

    private const int HeaderBytes = 2;
    private const int MaximumBytes = ushort.MaxValue;
    private const int TcpLevel = 6;
    private const int QuickAcknowledge = 12;

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[MaximumBytes];
    private readonly byte[] _sent = new byte[HeaderBytes + MaximumBytes];

    private VirtualReader(Socket socket) => _socket = socket;

    private enum Order
    {
        PowerOff = 0,
        PowerOn = 1,
        Reset = 2,
        AnswerToReset = 4,
    }

    /// <summary>Puts a card into the slot behind a port.</summary>
    /// <exception cref="WalletException">No virtual reader listens there.</exception>
    public static async Task<VirtualReader> InsertAsync(string host, int port, CancellationToken cancel = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancel);
            return new VirtualReader(socket);
        }
        catch (SocketException fault)
        {
            socket.Dispose();
            throw new WalletException(
                $"No virtual reader answers at {host}:{port} ({fault.SocketErrorCode}). Is pcscd running with "
                + "vsmartcard-vpcd, in this network namespace?");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Serves the reader until it goes away or the card is taken out.</summary>
    public async Task RunAsync(VirtualCard card, CancellationToken cancel = default)
    {
        try
        {
            while (await ReceiveAsync(cancel) is { } message)
            {
                var answer = Answer(card, message);
                if (!answer.IsEmpty)
                {
                    await SendAsync(answer, cancel);
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException
            || (fault is OperationCanceledException && cancel.IsCancellationRequested))
        {
            // The daemon ended, or the card was taken out: both end its life in this slot.
        }

        card.PowerOff();
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlyMemory<byte> Answer(VirtualCard card, ReadOnlyMemory<byte> message)
    {
        if (message.Length != 1)
        {
            return card.Respond(message);
        }

        switch ((Order)message.Span[0])
        {
            case Order.PowerOff:
                card.PowerOff();
                return default;
            case Order.PowerOn or Order.Reset:
                card.PowerOn();
                return default;
            case Order.AnswerToReset:
                return card.AnswerToReset;
            default:
                return default;
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancel)
    {
        while (await FillAsync(HeaderBytes, cancel))
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(_received);
            if (length > 0)
            {
                return await FillAsync(length, cancel) ? _received.AsMemory(0, length) : null;
            }
        }

        return null;
    }

    private async Task<bool> FillAsync(int length, CancellationToken cancel)
    {
        for (var have = 0; have < length;)
        {
            Acknowledge();
            var read = await _socket.ReceiveAsync(_received.AsMemory(have, length - have), cancel);
            if (read == 0)
            {
                return false;
            }

            have += read;
        }

        return true;
    }

    // The reader sends length and body apart and waits for the acknowledgement between them; Linux would delay it by
    // 40 ms, and forgets the wish after each receive.
    private void Acknowledge()
    {
        if (OperatingSystem.IsLinux())
        {
            _socket.SetRawSocketOption(TcpLevel, QuickAcknowledge, [1, 0, 0, 0]);
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_sent, (ushort)body.Length);
        body.CopyTo(_sent.AsMemory(HeaderBytes));
        for (var at = 0; at < HeaderBytes + body.Length;)
        {
            at += await _socket.SendAsync(_sent.AsMemory(at, HeaderBytes + body.Length - at), cancel);
        }
    }
}
