using Tessera.Core.Directory;
using Tessera.Iso8583;
using Tessera.Server.World;

namespace Tessera.Server.Switch.Readers;

/// <summary>Where a payment takes place: a till of our directory, or for senders that keep their own books what the
/// message says (DE18, 19, 41, 42, 43, 49).</summary>
internal static class PlaceReader
{
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

        string code = message[41].ToText();
        string acquirer = SwitchKeys.AcquirerOf(message, sender);
        string merchant = message[42].IsPresent ? message[42].ToText().TrimEnd() : "";
        shop = new OutsideShop(
            sender.Book,
            new(SwitchKeys.Place(acquirer, merchant)),
            new(SwitchKeys.Place(acquirer, merchant, code)),
            Number(message, 18, 0),
            Number(message, 19, sender.Country),
            Number(message, 49, 0),
            new OutsideTerminal(code, merchant, message[43].IsPresent ? message[43].ToText().TrimEnd() : ""));
        return true;
    }

    private static ushort Number(in IsoMessage message, int field, ushort otherwise) =>
        message[field].TryReadNumber(out ulong value) ? (ushort)value : otherwise;
}
