using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

public sealed class CompositeFieldTests
{
    private static readonly Dialect Inside = Dialect.Postilion[127]!.Inner!;

    [Fact]
    public void Inner_elements_are_read_through_their_own_bitmap()
    {
        byte[] bytes = Message([.. GenMessage.Write(Inside, default, (2, "SWITCH_KEY"), (25, "ICC_DATA"))]);
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Postilion, out IsoMessage message, out ParseError error));
        Assert.True(message.TryReadInner(127, out IsoMessage inner, out error), error.ToString());
        Assert.Equal("SWITCH_KEY", inner[2].ToText());
        Assert.Equal("ICC_DATA", inner[25].ToText());
    }

    [Fact]
    public void A_fault_inside_names_both_elements_and_its_place_in_the_message()
    {
        byte[] inside = GenMessage.Write(Inside, default, (2, "SWITCH_KEY"), (6, "11"));
        inside[^1] = (byte)'X';
        byte[] bytes = Message(inside);
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Postilion, out IsoMessage message, out _));
        Assert.False(message.TryReadInner(127, out IsoMessage inner, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorCode.BadCharacter, bytes.Length - 1, "DE127/DE6"), error);
        Assert.Equal("SWITCH_KEY", inner[2].ToText());
    }

    [Fact]
    public void An_empty_variable_value_is_written_and_read()
    {
        byte[] bytes = GenMessage.Write(Dialect.Postilion, new MessageType(0x0100), (55, ""), (127, ""));
        Assert.True(IsoMessage.TryRead(bytes, Dialect.Postilion, out IsoMessage message, out _));
        Assert.Equal((true, ""), (message[127].IsPresent, message[127].ToText()));
    }

    private static byte[] Message(byte[] inside)
    {
        byte[] target = new byte[256];
        IsoWriter writer = new(target, Dialect.Postilion, new MessageType(0x0620));
        writer.WriteNumber(11, 375204);
        writer.WriteBytes(127, inside);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        return target[..byteCount];
    }
}
