using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Switch;

/// <summary>Messages of the test acquirer 510001.</summary>
internal static class Messages
{
    public const string Acquirer = "510001";

    public static Dialect Dialect => Dialect.Ascii1987Hex;

    public static byte[] Write(ushort type, params (int Field, string Text)[] values)
    {
        byte[] target = new byte[4096];
        IsoWriter writer = new(target, Dialect, new MessageType(type));
        foreach ((int field, string text) in values.OrderBy(v => v.Field))
            writer.WriteText(field, text);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        return target[..byteCount];
    }

    public static byte[] SignOn(string participant = Acquirer) =>
        Write(0x0800, (7, "1125010000"), (11, "000001"), (33, participant), (70, "001"));

    public static byte[] Manage(string function, int stan = 2) =>
        Write(0x0800, (7, "1125010000"), (11, $"{stan:D6}"), (33, Acquirer), (70, function));

    public static byte[] Authorisation(int stan, string acquirer = Acquirer) => Write(
        0x0100,
        (2, "9999100000000004"), (3, "000000"), (4, "000000001234"), (7, "1125010000"), (11, $"{stan:D6}"),
        (22, "071"), (32, acquirer), (37, $"6328{stan:D8}"), (41, "TERM0001"), (42, "MERCHANT0000001"), (49, "840"));

    public static byte[] Frame(ReadOnlySpan<byte> message)
    {
        byte[] frame = new byte[message.Length + IsoFrame.PrefixBytes];
        message.CopyTo(frame.AsSpan(IsoFrame.PrefixBytes));
        IsoFrame.WriteLength(frame, message.Length);
        return frame;
    }

    public static string Text(ReadOnlyMemory<byte> message, int field)
    {
        bool isRead = IsoMessage.TryRead(message.Span, Dialect, out IsoMessage read, out ParseError error);
        Assert.True(isRead, error.ToString());
        return read[field].ToText();
    }

    public static string Type(byte[] message)
    {
        Assert.True(IsoMessage.TryRead(message, Dialect, out IsoMessage read, out ParseError error), error.ToString());
        return read.Type.ToString();
    }
}
