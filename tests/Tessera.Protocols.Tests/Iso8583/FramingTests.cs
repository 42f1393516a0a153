using CsCheck;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

public sealed class FramingTests
{
    [Fact]
    public void Any_messages_cut_anywhere_come_out_as_they_went_in() =>
        Gen.Select(Gen.Byte.Array[1, 3000].Array[0, 12], Gen.Int[1, 5000].Array[1, 20]).Sample((messages, cuts) =>
        {
            byte[] stream = [.. messages.SelectMany(Frame)];
            FrameBuffer buffer = new(3000);
            List<byte[]> taken = [];
            int position = 0;
            for (int i = 0; position < stream.Length; i++)
            {
                Memory<byte> room = buffer.Room();
                int count = Math.Min(Math.Min(cuts[i % cuts.Length], room.Length), stream.Length - position);
                stream.AsMemory(position, count).CopyTo(room);
                buffer.Received(count);
                position += count;
                while (buffer.TryTake(out ReadOnlyMemory<byte> message, out _))
                    taken.Add(message.ToArray());
            }

            Assert.Equal(messages, taken);
            Assert.Equal(0, buffer.Pending);
        });

    [Theory]
    [InlineData(0, ParseErrorCode.BadLength)]
    [InlineData(1025, ParseErrorCode.TooLong)]
    [InlineData(65535, ParseErrorCode.TooLong)]
    public void A_length_that_no_message_can_have_ends_the_stream(int length, ParseErrorCode code)
    {
        FrameBuffer buffer = new(1024);
        buffer.Room().Span[0] = (byte)(length >> 8);
        buffer.Room().Span[1] = (byte)(length & 0xFF);
        buffer.Received(2);
        Assert.False(buffer.TryTake(out _, out ParseError error));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void An_announced_length_alone_takes_no_memory()
    {
        FrameBuffer buffer = new(65535);
        buffer.Room().Span[..2].Fill(0xFF);
        buffer.Received(2);
        Assert.False(buffer.TryTake(out _, out ParseError error));
        Assert.Equal(default, error);
        Assert.InRange(buffer.Room().Length, 1, 4096);
    }

    private static byte[] Frame(byte[] message)
    {
        byte[] frame = new byte[message.Length + IsoFrame.PrefixBytes];
        message.CopyTo(frame, IsoFrame.PrefixBytes);
        IsoFrame.WriteLength(frame, message.Length);
        return frame;
    }
}
