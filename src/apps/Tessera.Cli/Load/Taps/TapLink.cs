using Tessera.Cli.Load.Wire;
using Tessera.Iso8583;

namespace Tessera.Cli.Load.Taps;

/// <summary>A signed-on ISO 8583 link. Trace numbers count through its messages and begin again after the last: among
/// those in flight each is there once.</summary>
internal sealed class TapLink(PreparedMessages messages, byte[] signOn) : LoadLink(messages)
{
    private const int MaxMessageBytes = 4096;

    private string signOnCode = "";

    public override void Open(string host, int port)
    {
        base.Open(host, port);
        Exchange(signOn, () => signOnCode.Length > 0);
        if (signOnCode != "00")
        {
            throw new LoadException($"The link was not signed on: {signOnCode}.");
        }
    }

    protected override int Hear(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (true)
        {
            if (!IsoFrame.TryRead(bytes[taken..], MaxMessageBytes, out var message, out var consumed, out var error))
            {
                throw new LoadException($"An answer: {error}.");
            }

            if (consumed == 0)
            {
                return taken;
            }

            taken += consumed;
            Take(message);
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        if (!IsoMessage.TryRead(bytes, Dialect.Ascii1987Hex, out var message, out var error))
        {
            throw new LoadException($"An answer cannot be read: {error}.");
        }

        if (!message[11].TryReadNumber(out var trace))
        {
            throw new LoadException("An answer has no trace number.");
        }

        var code = message[39];
        if ((int)trace == TapMessages.SignOnTrace)
        {
            signOnCode = code.ToText();
            return;
        }

        Count(IndexOf((int)trace), code.Raw.SequenceEqual("00"u8) ? null : code.ToText());
    }

    // The newest message with this trace number that left.
    private int IndexOf(int trace)
    {
        var round = (Sent - 1 - (trace - 1)) / TapMessages.Traces;
        return (round * TapMessages.Traces) + trace - 1;
    }
}
