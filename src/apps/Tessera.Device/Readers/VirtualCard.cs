using System.Security.Cryptography;
using Tessera.Emv.Kernel;

namespace Tessera.Device.Readers;

/// <summary>
/// The device as a reader sees it: an answer to reset, a number, and an applet that forgets the tap when the field
/// goes. Not safe to use from two threads.
/// </summary>
/// <param name="present">Holds the device to the reader: a channel for one tap.</param>
/// <param name="style">What the answer to reset says.</param>
public sealed class VirtualCard(Func<CardChannel> present, CardInterface style)
{
    private const int ShortestCommandBytes = 4;
    private CardChannel? _channel;
    private byte[] _number = [];

    /// <summary>Bytes of the answer to reset.</summary>
    public ReadOnlyMemory<byte> AnswerToReset { get; } = Readers.AnswerToReset.Of(style);

    /// <summary>Power on or reset: a new tap begins.</summary>
    public void PowerOn()
    {
        // A phone shows another number to every field (ISO/IEC 14443-3, 6.5.4: 08 marks a random one).
        _number = [0x08, .. RandomNumberGenerator.GetBytes(3)];
        _channel = present();
    }

    /// <summary>The field is gone, and the tap with it.</summary>
    public void PowerOff() => _channel = null;

    /// <summary>Answers one command APDU; always two status bytes at least.</summary>
    public ReadOnlyMemory<byte> Respond(ReadOnlyMemory<byte> command)
    {
        if (_channel is null)
        {
            PowerOn();
        }

        // Class FF is the reader's own (PC/SC part 3, 3.2.2); a virtual reader leaves it to the card.
        return command.Length >= ShortestCommandBytes && command.Span[0] == 0xFF
            ? RespondAsReader(command.Span)
            : _channel!(command);
    }

    /// <summary>GET DATA gives the number; everything else a reader may do has no meaning here.</summary>
    private byte[] RespondAsReader(ReadOnlySpan<byte> command)
    {
        var isNumber = command[1] == 0xCA && command[2] == 0x00 && command[3] == 0x00;
        return isNumber ? [.. _number, 0x90, 0x00] : [0x6A, 0x81];
    }
}
