using System.Globalization;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Switch;

namespace Tessera.Server.Partners;

/// <summary>A request of ours before a link writes it in its dialect and under its key.</summary>
internal sealed class OutgoingMessage(ushort type)
{
    private const int MaxMessageBytes = 4096;
    private readonly SortedDictionary<int, (string Text, byte[]? Bytes)> elements = [];

    /// <summary>An element from its text; an empty text leaves it out.</summary>
    public OutgoingMessage With(int field, string text)
    {
        if (text.Length > 0)
            elements[field] = (text, null);
        return this;
    }

    public OutgoingMessage With(int field, byte[] bytes)
    {
        if (bytes.Length > 0)
            elements[field] = ("", bytes);
        return this;
    }

    /// <summary>DE7 and DE11.</summary>
    public OutgoingMessage At(DateTimeOffset time, ulong trace) =>
        With(7, TimeText(time))
            .With(11, trace.ToString("D6", CultureInfo.InvariantCulture));

    /// <summary>A time as DE7 has it.</summary>
    public static string TimeText(DateTimeOffset time) =>
        time.UtcDateTime.ToString("MMddHHmmss", CultureInfo.InvariantCulture);

    public byte[] Write(Dialect dialect, LinkMac? mac)
    {
        Span<byte> target = stackalloc byte[MaxMessageBytes];
        IsoWriter writer = new(target, dialect, new MessageType(type));
        foreach ((int field, (string text, byte[]? bytes)) in elements)
        {
            if (bytes is null)
                writer.WriteText(field, text);
            else
                writer.WriteBytes(field, bytes);
        }

        mac?.Write(ref writer);
        bool isWritten = writer.TryFinish(out int byteCount, out ParseError error);
        Invariant.Check(isWritten, "a message of ours fits its dialect: " + error);
        return target[..byteCount].ToArray();
    }

    /// <summary>The type; elements may hold a card's number.</summary>
    public override string ToString() => new MessageType(type).ToString();
}
