using Tessera.Emv.Kernel;

namespace Tessera.Terminal.Readers;

/// <summary>
/// A card in a reader, taken for one tap. Disposing it resets the card, so that the next tap begins afresh.
/// </summary>
public sealed class ReaderCard : IDisposable
{
    private const int LongestAnswerBytes = 65_538;
    private const int StatusBytes = 2;

    private readonly nint _card;
    private readonly PcscProtocolHeader _header;
    private readonly byte[] _received = new byte[LongestAnswerBytes];
    private bool _isGivenBack;

    internal ReaderCard(nint card, nuint protocol)
    {
        _card = card;
        _header = new PcscProtocolHeader(protocol);
        Channel = command => ByteProtocol.Exchange(Transmit, command);
    }

    /// <summary>The way to the card: an empty answer after it has left, or after any fault of the reader.</summary>
    public CardChannel Channel { get; }

    /// <summary>Why the card went away, as a sentence; null while it is there.</summary>
    public string? Fault { get; private set; }

    public void Dispose()
    {
        if (!_isGivenBack)
        {
            _isGivenBack = true;
            _ = PcscLibrary.EndTransaction(_card, PcscLibrary.LeaveCard);
            _ = PcscLibrary.Disconnect(_card, PcscLibrary.ResetCard);
        }
    }

    private ReadOnlyMemory<byte> Transmit(ReadOnlyMemory<byte> command)
    {
        if (Fault is not null || _isGivenBack)
        {
            return default;
        }

        var length = (nuint)_received.Length;
        var result = PcscLibrary.Transmit(
            _card, in _header, command.ToArray(), (nuint)command.Length, 0, _received, ref length);
        var code = PcscFault.Code(result);
        if (code == PcscFault.Success && length < StatusBytes)
        {
            // A driver that loses its card may answer with success and nothing.
            code = PcscFault.CardRemoved;
        }

        if (code != PcscFault.Success)
        {
            Fault = PcscFault.Text(code);
            return default;
        }

        return _received.AsSpan(0, (int)length).ToArray();
    }
}
