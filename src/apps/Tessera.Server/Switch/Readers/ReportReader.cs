using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Http;
using Tessera.Server.Partners;
using Tessera.Server.World;

namespace Tessera.Server.Switch.Readers;

/// <summary>An 0620 of a till of ours: it refused a payment system by the merchant's policy.</summary>
internal static class ReportReader
{
    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryIndex directory,
        IdempotencyKeys keys,
        out (PaymentCommand.ReportRefusedAttempt Command, CommandKey Key) report,
        out DoorRefusal refusal)
    {
        report = default;
        if (!message.TryReadNumber(7, out ulong transmissionTime, out ParseError error)
            || !message.TryReadNumber(11, out ulong stan, out error)
            || !MessageParts.TryRequire(message, [41, 48], out error))
        {
            refusal = DoorRefusal.Of(error);
            return false;
        }

        string code = message[41].ToText();
        string system = PrivateElement.Find(message[48].ToText(), PrivateElement.RefusedSystem);
        if (!SystemName.IsValid(system))
        {
            refusal = DoorRefusal.Of(new ParseError(ParseErrorCode.BadValue, message[48].OffsetBytes, "DE48/06"));
            return false;
        }

        if (directory.FindTerminal(new(sender.Book), code) is not { } terminal)
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.TerminalUnknown));
            return false;
        }

        UInt128 trace = SwitchKeys.Trace(SwitchKeys.AcquirerOf(message, sender), code, stan, transmissionTime);
        report = (
            new PaymentCommand.ReportRefusedAttempt(terminal.Merchant, terminal.Id, system),
            SwitchKeys.Report(message, trace, keys));
        refusal = default;
        return true;
    }
}
