using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Http;

namespace Tessera.Server.Switch;

/// <summary>An 0400 or 0420: DE90 names the original, which must be the sender's own, of a terminal that it has
/// registered: an original that never came is remembered, so not everything may name one.</summary>
internal static class ReversalReader
{
    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryState directory,
        IdempotencyKeys keys,
        out (PaymentCommand.Reverse Command, CommandKey Key) reversal,
        out DoorRefusal refusal)
    {
        reversal = default;
        if (!message.TryReadOriginal(out OriginalElements original, out ParseError error)
            || !message.TryReadNumber(7, out ulong transmissionTime, out error)
            || !message.TryReadNumber(11, out ulong stan, out error)
            || !TryReadTerminal(message, out string terminal, out error))
        {
            refusal = DoorRefusal.Of(error);
            return false;
        }

        if (original.Type.Original.Value != 0x0100 || message[95].IsPresent)
        {
            // Partial reversals (DE95) would leave an amount that nobody decided on.
            refusal = DoorRefusal.Of(SwitchCodes.InvalidTransaction);
            return false;
        }

        if (original.Acquirer != 0 && original.Acquirer != CodeOf(sender))
        {
            refusal = DoorRefusal.Of(SwitchCodes.SecurityViolation);
            return false;
        }

        if (directory.FindTerminal(new(sender.Book), terminal) is null)
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.TerminalUnknown));
            return false;
        }

        UInt128 own = SwitchKeys.Trace(sender.Code, terminal, stan, transmissionTime);
        UInt128 originals = SwitchKeys.Trace(sender.Code, terminal, original.Stan, original.TransmissionTime);
        reversal = (
            new PaymentCommand.Reverse(originals, new(sender.Book)), SwitchKeys.Reversal(message, own, keys));
        refusal = default;
        return true;
    }

    private static bool TryReadTerminal(in IsoMessage message, out string terminal, out ParseError error)
    {
        error = message[41].IsPresent ? default : new ParseError(ParseErrorCode.Missing, 0, "DE41");
        terminal = message[41].ToText();
        return message[41].IsPresent;
    }

    private static ulong CodeOf(Participant sender) =>
        ulong.TryParse(sender.Code, System.Globalization.CultureInfo.InvariantCulture, out ulong code) ? code : 0;
}
