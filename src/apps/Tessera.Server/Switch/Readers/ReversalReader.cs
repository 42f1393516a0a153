using System.Globalization;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Http;
using Tessera.Server.World;

namespace Tessera.Server.Switch.Readers;

/// <summary>An 0400 or 0420: DE90 names the original, which must be the sender's own, of a terminal that it has
/// registered where our directory has its terminals: an original that never came is remembered, so not everything may
/// name one.</summary>
internal static class ReversalReader
{
    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryIndex directory,
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

        if (original.Acquirer != 0 && original.Acquirer != AcquirerOf(message, sender))
        {
            refusal = DoorRefusal.Of(SwitchCodes.SecurityViolation);
            return false;
        }

        if (!sender.IsOutside && directory.FindTerminal(new(sender.Book), terminal) is null)
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.TerminalUnknown));
            return false;
        }

        string acquirer = SwitchKeys.AcquirerOf(message, sender);
        UInt128 own = SwitchKeys.Trace(acquirer, terminal, stan, transmissionTime);
        UInt128 originals = SwitchKeys.Trace(acquirer, terminal, original.Stan, original.TransmissionTime);
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

    /// <summary>Whose message the original was: DE32 of a network's, the sender's else.</summary>
    private static ulong AcquirerOf(in IsoMessage message, Participant sender)
    {
        if (sender.Roles.HasFlag(ParticipantRoles.Network) && message[32].TryReadNumber(out ulong acquirer))
            return acquirer;
        return ulong.TryParse(sender.Code, CultureInfo.InvariantCulture, out ulong code) ? code : 0;
    }
}
