using System.Globalization;
using System.Text;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Cryptograms;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Partners;
using Tessera.Server.World;
using CoreVerdict = Tessera.Core.Payments.CryptogramVerdict;

namespace Tessera.Server.Switch.Readers;

/// <summary>An 0100 or 0120 as the tap that it carries: a purchase, with its chip data or a network's word for
/// them.</summary>
internal static class AuthorisationReader
{
    private const int MaxChipBytes = 512;
    private const int RepeatBytes = 10;
    private const string Purchase = "00";

    public static bool TryRead(
        in IsoMessage message,
        Participant sender,
        DirectoryIndex directory,
        IdempotencyKeys keys,
        out TapMessage tap,
        out DoorRefusal refusal)
    {
        tap = null!;
        Span<byte> scratch = stackalloc byte[MaxChipBytes + RepeatBytes];
        if (!message.TryReadPan(out Pan number, out ParseError error)
            || !message.TryReadMoney(out Money amount, out error)
            || !message.TryReadNumber(7, out ulong transmissionTime, out error)
            || !message.TryReadNumber(11, out ulong stan, out error)
            || !TryReadSequence(message, out int sequence, out error)
            || !MessageParts.TryRequire(message, [3, 22, 37, 41], out error)
            || (message.Type.Function == 2 && !MessageParts.TryRequire(message, [38], out error))
            || !TryReadProof(message, sender, amount, scratch, out Proof proof, out error))
        {
            refusal = DoorRefusal.Of(error);
            return false;
        }

        if (!IsAllowed(message, sender, proof, out EntryMode mode))
        {
            refusal = DoorRefusal.Of(SwitchCodes.InvalidTransaction);
            return false;
        }

        if (!PlaceReader.TryRead(message, sender, directory, out PaymentTerminal? terminal, out OutsideShop? shop))
        {
            refusal = DoorRefusal.Of(SwitchCodes.Of(DirectoryRefusal.TerminalUnknown));
            return false;
        }

        UInt128 trace = SwitchKeys.Trace(SwitchKeys.AcquirerOf(message, sender), message[41], stan, transmissionTime);
        (CommandKey key, PaymentId payment) = SwitchKeys.Authorisation(
            message, trace, (ulong)amount.Minor, proof.Repeat, keys);
        refusal = default;
        tap = new TapMessage
        {
            Terminal = terminal,
            Shop = shop,
            Amount = amount,
            Emv = proof.Objects.ToArray(),
            Track = proof.Track,
            NetworkVerdict = proof.Verdict,
            AdvisedCode = message.Type.Function == 2 ? message[38].ToText() : "",
            EntryMode = mode,
            Number = number,
            SequenceNumber = sequence,
            TraceNumber = (int)stan,
            RetrievalReference = message[37].ToText(),
            TraceKey = trace,
            Payment = payment,
            Key = key,
        };
        return true;
    }

    /// <summary>Only a network answers for a token that it verified, and only it decides for an issuer.</summary>
    private static bool IsAllowed(in IsoMessage message, Participant sender, in Proof proof, out EntryMode mode)
    {
        if (!MessageParts.TryReadEntryMode(message, out mode))
            return false;
        bool isNetwork = sender.Roles.HasFlag(ParticipantRoles.Network);
        return MessageParts.Begins(message[3], Purchase)
            && (proof.Verdict is not null || (proof.Track is not null == (mode == EntryMode.ContactlessMagstripe)
                && mode is EntryMode.ContactlessChip or EntryMode.ContactChip or EntryMode.ContactlessMagstripe))
            && (message.Type.Function != 2 || isNetwork);
    }

    private static bool TryReadProof(
        in IsoMessage message,
        Participant sender,
        Money amount,
        Span<byte> scratch,
        out Proof proof,
        out ParseError error)
    {
        proof = default;
        error = default;
        if (sender.Roles.HasFlag(ParticipantRoles.Network) && message[48].IsPresent
            && PrivateElement.Find(message[48].ToText(), PrivateElement.TokenVerdict) is { Length: > 0 } verdict)
        {
            bool isRead = TryReadVerdict(verdict, amount, out CoreVerdict read);
            proof = new Proof([], []) { Verdict = read };
            error = isRead ? default : new ParseError(ParseErrorCode.BadValue, message[48].OffsetBytes, "DE48/02");
            return isRead;
        }

        if (!message[55].IsPresent && message[35].IsPresent)
            return TryReadTrack(message, out proof, out error);
        if (!message.TryReadTlv(55, scratch[RepeatBytes..], out ReadOnlySpan<byte> objects, out error)
            || !TryReadChip(objects, out CryptogramElements chip, out error))
            return false;
        Span<byte> repeat = scratch[..RepeatBytes];
        chip.TransactionCounter.CopyTo(repeat);
        chip.Cryptogram.CopyTo(repeat[chip.TransactionCounter.Length..]);
        proof = new Proof(objects, repeat);
        return true;
    }

    /// <summary>The whole track is what makes a tap of the old mode the same when it comes again.</summary>
    private static bool TryReadTrack(in IsoMessage message, out Proof proof, out ParseError error)
    {
        string text = message[35].ToText();
        bool isRead = FilledTrack.TryRead(text, out FilledTrack? track, out error)
            && message.TryReadPan(out Pan number, out _) && number == track!.Number;
        error = isRead ? default : new ParseError(ParseErrorCode.BadValue, message[35].OffsetBytes, "DE35");
        proof = new Proof([], Encoding.ASCII.GetBytes(text)) { Track = track };
        return isRead;
    }

    private static bool TryReadVerdict(string text, Money amount, out CoreVerdict verdict)
    {
        verdict = CoreVerdict.Invalid;
        if (text.Length != 6
            || !ushort.TryParse(text.AsSpan(0, 5), NumberStyles.None, CultureInfo.InvariantCulture, out ushort counter)
            || !Enum.IsDefined((Core.Payments.CardholderVerification)(text[5] - '0')))
            return false;
        verdict = new CoreVerdict(
            true, 0, counter, amount.Minor, amount.Currency, 0, 0,
            (Core.Payments.CardholderVerification)(text[5] - '0')) { Source = VerdictSource.Network };
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

    /// <summary>DE55 and what makes a tap the same when it comes again, or a network's verdict instead.</summary>
    private readonly ref struct Proof(ReadOnlySpan<byte> objects, ReadOnlySpan<byte> repeat)
    {
        public ReadOnlySpan<byte> Objects { get; } = objects;

        public ReadOnlySpan<byte> Repeat { get; } = repeat;

        public CoreVerdict? Verdict { get; init; }

        public FilledTrack? Track { get; init; }
    }
}
