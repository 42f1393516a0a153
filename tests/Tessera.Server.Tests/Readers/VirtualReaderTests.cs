using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tessera.Device;
using Tessera.Device.Readers;
using Tessera.Emv.Kernel;

namespace Tessera.Server.Tests.Readers;

// Goal: the card side of the virtual reader's protocol, against a reader that a test drives byte by byte.
public sealed class VirtualReaderTests : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _taps = [];
    private VirtualReader _reader = null!;
    private NetworkStream _stream = null!;
    private Task _running = Task.CompletedTask;

    // Each tap answers with its own number, so a test sees which one it talks to.
    private byte _tap;

    [Fact]
    public async Task The_answer_to_reset_says_contactless_or_chip()
    {
        await InsertAsync(CardInterface.Contactless);
        Assert.Equal("3B8580018063545352B2", await AskAsync(4));
        var chip = new VirtualCard(() => _ => default, CardInterface.Contact).AnswerToReset.ToArray();
        Assert.StartsWith("3BE500008131FE45", Convert.ToHexString(chip), StringComparison.Ordinal);
        Assert.Equal(0, chip[1..].Aggregate(0, (sum, next) => sum ^ next));
    }

    [Fact]
    public async Task Power_on_and_reset_begin_another_tap_and_power_off_ends_it()
    {
        await InsertAsync();
        await SendAsync(1);
        Assert.Equal("019000", await AskAsync(0x00, 0xA4, 0x04, 0x00));
        await SendAsync(2);
        Assert.Equal("029000", await AskAsync(0x00, 0xA4, 0x04, 0x00));
        Assert.Equal("029000", await AskAsync(0x00, 0xB2, 0x01, 0x0C));
        await SendAsync(0);
        Assert.Equal("039000", await AskAsync(0x00, 0xA4, 0x04, 0x00));
    }

    [Fact]
    public async Task The_cards_number_is_random_and_stays_for_one_tap()
    {
        await InsertAsync();
        await SendAsync(1);
        var first = await AskAsync(0xFF, 0xCA, 0x00, 0x00, 0x00);
        Assert.Matches("^08[0-9A-F]{6}9000$", first);
        Assert.Equal(first, await AskAsync(0xFF, 0xCA, 0x00, 0x00, 0x00));
        await SendAsync(2);
        Assert.NotEqual(first, await AskAsync(0xFF, 0xCA, 0x00, 0x00, 0x00));
        Assert.Equal("6A81", await AskAsync(0xFF, 0xCA, 0x01, 0x00, 0x00));
        Assert.DoesNotContain(_taps, tap => tap.StartsWith("FF", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_that_come_in_pieces_are_put_together_and_strange_orders_are_passed_over()
    {
        await InsertAsync();
        await SendAsync(1);
        await SendAsync(77);
        foreach (var piece in (byte[])[0x00, 0x05, 0x00, 0xA4, 0x04, 0x00, 0x00])
        {
            await _stream.WriteAsync((byte[])[piece]);
        }

        Assert.Equal("019000", await ReadAsync());
        Assert.Equal("00A4040000", Assert.Single(_taps));
    }

    [Fact]
    public async Task The_card_ends_when_the_reader_goes_away()
    {
        await InsertAsync();
        _stream.Socket.Close();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_reader_that_is_not_there_is_a_sentence()
    {
        _listener.Start();
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();
        var fault = await Assert.ThrowsAsync<WalletException>(() => VirtualReader.InsertAsync("127.0.0.1", port));
        Assert.Contains("Is pcscd running", fault.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        _stream?.Dispose();
        _reader?.Dispose();
        _listener.Dispose();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task InsertAsync(CardInterface style = CardInterface.Contactless)
    {
        _listener.Start();
        var accepted = _listener.AcceptSocketAsync();
        _reader = await VirtualReader.InsertAsync("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _stream = new NetworkStream(await accepted, ownsSocket: true) { ReadTimeout = 10_000 };
        _running = _reader.RunAsync(new VirtualCard(Present, style));
    }

    private CardChannel Present()
    {
        var tap = ++_tap;
        return command =>
        {
            _taps.Add(Convert.ToHexString(command.Span));
            return (byte[])[tap, 0x90, 0x00];
        };
    }

    private async Task SendAsync(params byte[] body)
    {
        var header = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)body.Length);
        await _stream.WriteAsync((byte[])[.. header, .. body]);
    }

    private async Task<string> AskAsync(params byte[] body)
    {
        await SendAsync(body);
        return await ReadAsync();
    }

    private async Task<string> ReadAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var header = new byte[2];
        await _stream.ReadExactlyAsync(header, limit.Token);
        var body = new byte[BinaryPrimitives.ReadUInt16BigEndian(header)];
        await _stream.ReadExactlyAsync(body, limit.Token);
        return Convert.ToHexString(body);
    }
}
