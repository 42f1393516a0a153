using Tessera.Core.Directory;
using Tessera.Iso8583;
using Tessera.Server.World;

namespace Tessera.Server.Switch.Readers;

/// <summary>Where a payment takes place: a till of our directory, or for senders that keep their own books what the
/// message says (DE18, 19, 41, 42, 43, 49).</summary>
internal static class PlaceReader
{
    private const int MostWords = 128;

    private static ReadOnlySpan<byte> Fields => [18, 19, 32, 41, 42, 43, 49];

    /// <summary>False when our directory should know the till and does not.</summary>
    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryIndex directory,
        out PaymentTerminal? terminal,
        out OutsideShop? shop)
    {
        shop = null;
        terminal = null;
        if (!sender.IsOutside)
        {
            Span<char> text = stackalloc char[8];
            int length = message[41].CopyText(text);
            terminal = length < 0 ? null : directory.FindTerminal(new(sender.Book), text[..length]);
            return terminal is not null;
        }

        shop = Shop(message, sender, directory);
        return true;
    }

    // Most messages of a till say of it what the one before said.
    private static OutsideShop Shop(in IsoMessage message, Participant sender, DirectoryIndex directory)
    {
        Span<char> words = stackalloc char[MostWords];
        if (!TryJoin(message, sender, words, out int length))
            return Read(message, sender);
        ReadOnlySpan<char> known = words[..length];
        return directory.FindShop(known) ?? directory.Keep(known.ToString(), Read(message, sender));
    }

    // Lengths stand before the words, so that no two places have the same.
    private static bool TryJoin(in IsoMessage message, Participant sender, Span<char> words, out int length)
    {
        words[0] = (char)sender.Book;
        length = 1;
        foreach (int field in Fields)
        {
            if (length + 1 >= words.Length)
                return false;
            int written = message[field].IsPresent ? message[field].CopyText(words[(length + 1)..]) : 0;
            if (written < 0)
                return false;
            words[length] = (char)written;
            length += 1 + written;
        }

        return true;
    }

    private static OutsideShop Read(in IsoMessage message, Participant sender)
    {
        string code = message[41].ToText();
        string acquirer = SwitchKeys.AcquirerOf(message, sender);
        string merchant = message[42].IsPresent ? message[42].ToText().TrimEnd() : "";
        return new OutsideShop(
            sender.Book,
            new(SwitchKeys.Place(acquirer, merchant)),
            new(SwitchKeys.Place(acquirer, merchant, code)),
            Number(message, 18, 0),
            Number(message, 19, sender.Country),
            Number(message, 49, 0),
            new OutsideTerminal(code, merchant, message[43].IsPresent ? message[43].ToText().TrimEnd() : ""));
    }

    private static ushort Number(in IsoMessage message, int field, ushort otherwise) =>
        message[field].TryReadNumber(out ulong value) ? (ushort)value : otherwise;
}
