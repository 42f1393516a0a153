using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Emv.Cryptograms;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Http;
using Tessera.Server.World;

namespace Tessera.Server.Switch;

/// <summary>An 0100 as the tap that it carries: purchase, contactless chip, DE55.</summary>
internal static class AuthorisationReader
{
    private const int MaxChipBytes = 512;
    private const string Purchase = "00";
    private const string ContactlessChip = "07";

    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryState directory,
        IdempotencyKeys keys,
        out TapMessage tap,
        out DoorRefusal refusal)
    {
        tap = null!;
        Span<byte> scratch = stackalloc byte[MaxChipBytes];
        if (!message.TryReadPan(out Pan number, out ParseError error)
            || !message.TryReadMoney(out Money amount, out error)
            || !message.TryReadNumber(7, out ulong transmissionTime, out error)
            || !message.TryReadNumber(11, out ulong stan, out error)
            || !TryReadSequence(message, out int sequence, out error)
            || !TryRequire(message, [3, 22, 37, 41], out error)
            || !message.TryReadTlv(55, scratch, out ReadOnlySpan<byte> objects, out error)
            || !TryReadChip(objects, out CryptogramElements chip, out error))
        {
            refusal = DoorRefusal.Of(error);
            return false;
        }

        if (!Begins(message[3], Purchase) || !Begins(message[22], ContactlessChip))
        {
            refusal = DoorRefusal.Of(SwitchCodes.InvalidTransaction);
            return false;
        }

        string terminal = message[41].ToText();
        if (directory.FindTerminal(new(sender.Book), terminal) is not { } known)
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.TerminalUnknown));
            return false;
        }

        UInt128 trace = SwitchKeys.Trace(sender.Code, terminal, stan, transmissionTime);
        CommandKey key = SwitchKeys.Authorisation(message, trace, (ulong)amount.Minor, chip, keys);
        refusal = default;
        tap = new TapMessage
        {
            Terminal = known,
            Amount = amount,
            Emv = objects.ToArray(),
            Number = number,
            SequenceNumber = sequence,
            TraceNumber = (int)stan,
            RetrievalReference = message[37].ToText(),
            TraceKey = trace,
            Payment = DerivedId.Of<IdKinds.Payment>(key.Id),
            Key = key,
        };
        return true;
    }

    /// <summary>What the repeat key needs; the rest is checked where the tap is decided.</summary>
    private static bool TryReadChip(ReadOnlySpan<byte> objects, out CryptogramElements chip, out ParseError error)
    {
        if (!CryptogramElements.TryRead(objects, out chip, out error))
        {
            error = error.Under("DE55");
            return false;
        }

        string path = chip.TransactionCounter.Length != 2 ? "DE55/9F36"
            : chip.Cryptogram.Length != 8 ? "DE55/9F26" : "";
        error = path.Length == 0 ? default : new ParseError(ParseErrorCode.BadLength, 0, path);
        return path.Length == 0;
    }

    private static bool TryReadSequence(in IsoMessage message, out int sequence, out ParseError error)
    {
        error = default;
        sequence = 0;
        if (!message[23].IsPresent)
            return true;
        if (!message.TryReadNumber(23, out ulong number, out error))
            return false;
        sequence = (int)number;
        error = number <= 99 ? default : new ParseError(ParseErrorCode.OutOfRange, message[23].OffsetBytes, "DE23");
        return number <= 99;
    }

    private static bool TryRequire(in IsoMessage message, ReadOnlySpan<byte> fields, out ParseError error)
    {
        foreach (byte field in fields)
        {
            if (!message[field].IsPresent)
            {
                error = new ParseError(ParseErrorCode.Missing, 0, $"DE{field}");
                return false;
            }
        }

        error = default;
        return true;
    }

    private static bool Begins(FieldView field, string start)
    {
        Span<char> text = stackalloc char[8];
        return field.CopyText(text) > 0 && text.StartsWith(start);
    }
}
