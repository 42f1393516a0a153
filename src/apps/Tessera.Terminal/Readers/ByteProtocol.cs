// EMV 4.4 Book 1, 9.3.1: over T=0 the terminal fetches an answer (61xx) and corrects a length (6Cxx) itself.
using Tessera.Emv.Kernel;

namespace Tessera.Terminal.Readers;

/// <summary>What a terminal does between a command and its answer when the card speaks T=0.</summary>
internal static class ByteProtocol
{
    private const int MostParts = 32;
    private const int StatusBytes = 2;
    private const byte MoreBytes = 0x61;
    private const byte WrongLength = 0x6C;
    private const int ShortestWithLength = 5;

    /// <summary>The whole answer; empty when the card left in the middle. Ends whatever the card says.</summary>
    public static ReadOnlyMemory<byte> Exchange(CardChannel transmit, ReadOnlyMemory<byte> command)
    {
        var answer = transmit(command);
        for (var part = 0; part < MostParts && answer.Length >= StatusBytes; part++)
        {
            var (first, second) = (answer.Span[^2], answer.Span[^1]);
            if (first == WrongLength && command.Length >= ShortestWithLength)
            {
                answer = transmit((byte[])[.. command.Span[..^1], second]);
            }
            else if (first == MoreBytes)
            {
                var next = transmit((byte[])[0x00, 0xC0, 0x00, 0x00, second]);
                answer = next.IsEmpty ? next : (byte[])[.. answer.Span[..^StatusBytes], .. next.Span];
            }
            else
            {
                break;
            }
        }

        return answer;
    }
}
