// Framing of ISO 8583 over TCP: incremental reading of a byte stream.
using Tessera.Primitives;

namespace Tessera.Iso8583;

/// <summary>
/// Gathers received bytes and gives whole messages. It grows with what has arrived, never with what a length announces,
/// and never beyond one frame of the greatest size plus one step.
/// </summary>
/// <param name="maxMessageBytes">The greatest message that is taken, 1 to 65535.</param>
/// <param name="firstBytes">Room from the start: for a peer that sends many messages at once.</param>
public sealed class FrameBuffer(int maxMessageBytes, int firstBytes = FrameBuffer.StepBytes)
{
    private const int StepBytes = 4096;
    private byte[] buffer = new byte[firstBytes];
    private int start;
    private int end;

    /// <summary>Bytes that wait for the rest of their frame.</summary>
    public int Pending => end - start;

    /// <summary>Room for the next receive, at least one byte; valid until the next call.</summary>
    public Memory<byte> Room()
    {
        if (start == end)
            (start, end) = (0, 0);
        if (end == buffer.Length && start > 0)
        {
            buffer.AsSpan(start, Pending).CopyTo(buffer);
            (start, end) = (0, Pending);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, Math.Min(buffer.Length * 2, maxMessageBytes + IsoFrame.PrefixBytes + StepBytes));
        return buffer.AsMemory(end);
    }

    /// <summary>Says how many bytes were put into the room.</summary>
    public void Received(int byteCount)
    {
        Invariant.Check(byteCount >= 0 && byteCount <= buffer.Length - end, "received bytes fit the room given");
        end += byteCount;
    }

    /// <summary>
    /// Takes the next whole message, valid until the next <see cref="Room"/>. False without an error when more bytes
    /// are needed; with one, the stream cannot be followed any longer.
    /// </summary>
    public bool TryTake(out ReadOnlyMemory<byte> message, out ParseError error)
    {
        message = default;
        ReadOnlySpan<byte> received = buffer.AsSpan(start, Pending);
        if (!IsoFrame.TryRead(received, maxMessageBytes, out _, out int consumed, out error) || consumed == 0)
            return false;
        message = buffer.AsMemory(start + IsoFrame.PrefixBytes, consumed - IsoFrame.PrefixBytes);
        start += consumed;
        return true;
    }
}
