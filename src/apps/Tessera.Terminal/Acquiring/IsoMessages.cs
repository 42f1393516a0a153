using System.Globalization;
using System.Security.Cryptography;
using Tessera.Emv.Kernel;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Terminal.Acquiring;

/// <summary>Writes a till's messages and tells which answer belongs to which.</summary>
internal sealed class IsoMessages(IsoSettings settings)
{
    private const int MaxMessageBytes = 2048;

    public byte[] SignOn(int trace, DateTime utc) => Write(new MessageType(0x0800), (scoped ref IsoWriter writer) =>
    {
        writer.WriteText(7, Transmission(utc));
        writer.WriteNumber(11, (ulong)trace);
        writer.WriteText(32, settings.Acquirer);
        writer.WriteText(70, "001");
    });

    /// <summary>0100; a repeat is 0101 with the same elements, so that it gets the first one's answer.</summary>
    public byte[] Request(Sale sale, PendingReversal key, bool isRepeat) =>
        Write(new MessageType(isRepeat ? (ushort)0x0101 : (ushort)0x0100), (scoped ref IsoWriter writer) =>
        {
            var tap = sale.Authorisation;
            writer.WriteText(2, tap.Pan.Reveal());
            writer.WriteText(3, key.ProcessingCode);
            writer.WriteNumber(4, (ulong)key.AmountMinor);
            writer.WriteText(7, key.TransmissionTime);
            writer.WriteNumber(11, (ulong)key.TraceNumber);
            writer.WriteText(12, sale.LocalTime.ToString("HHmmss", CultureInfo.InvariantCulture));
            writer.WriteText(13, sale.LocalTime.ToString("MMdd", CultureInfo.InvariantCulture));
            writer.WriteText(14, tap.ExpiryYymm);
            writer.WriteNumber(18, (ulong)settings.MerchantCategoryCode);

            // Contactless chip, PIN entry capability present only where an online PIN was taken.
            writer.WriteText(22, EntryOf(tap));
            if (tap.PanSequenceNumber is { } sequence)
            {
                writer.WriteNumber(23, (ulong)sequence);
            }

            writer.WriteText(25, "00");
            writer.WriteText(32, settings.Acquirer);
            if (tap.Track2.Length > 0)
            {
                writer.WriteText(35, tap.Track2);
            }

            writer.WriteText(37, key.Reference);
            writer.WriteText(41, settings.TerminalNumber);
            writer.WriteText(42, settings.MerchantNumber);
            writer.WriteText(49, Number(key.CurrencyNumber, 3));
            if (!tap.Field55.IsEmpty)
            {
                writer.WriteBytes(55, tap.Field55.Span);
            }
        });

    /// <summary>0620: the till refused a payment system; DE48/06 names it.</summary>
    public byte[] Report(string system, int trace, DateTime utc) =>
        Write(new MessageType(0x0620), (scoped ref IsoWriter writer) =>
        {
            writer.WriteText(7, Transmission(utc));
            writer.WriteNumber(11, (ulong)trace);
            writer.WriteText(32, settings.Acquirer);
            writer.WriteText(41, settings.TerminalNumber);
            writer.WriteText(48, string.Create(CultureInfo.InvariantCulture, $"06{system.Length:D2}{system}"));
        });

    /// <summary>0400; a repeat is 0401.</summary>
    public byte[] Reversal(PendingReversal key, int trace, DateTime utc, bool isRepeat) =>
        Write(new MessageType(isRepeat ? (ushort)0x0401 : (ushort)0x0400), (scoped ref IsoWriter writer) =>
        {
            writer.WriteText(3, key.ProcessingCode);
            writer.WriteNumber(4, (ulong)key.AmountMinor);
            writer.WriteText(7, Transmission(utc));
            writer.WriteNumber(11, (ulong)trace);
            writer.WriteText(32, settings.Acquirer);
            writer.WriteText(37, key.Reference);
            writer.WriteText(41, settings.TerminalNumber);
            writer.WriteText(42, settings.MerchantNumber);
            writer.WriteText(49, Number(key.CurrencyNumber, 3));
            Span<char> original = stackalloc char[OriginalElements.Length];
            var elements = new OriginalElements(
                new MessageType(0x0100),
                (uint)key.TraceNumber,
                ulong.Parse(key.TransmissionTime, CultureInfo.InvariantCulture),
                ulong.Parse(settings.Acquirer, CultureInfo.InvariantCulture),
                0);
            Invariant.Check(elements.TryFormat(original), "the original of a reversal fits its element");
            writer.WriteText(90, original);
        });

    /// <summary>An answer has the type that belongs to the request and repeats its keys.</summary>
    public bool IsAnswer(byte[] request, byte[] candidate)
    {
        IsoMessage.TryRead(request, settings.Dialect, out var sent, out _);
        return IsoMessage.TryRead(candidate, settings.Dialect, out var received, out _)
            && received.Type == sent.Type.Response
            && HasRightMac(received)
            && IsSame(sent, received, 7)
            && IsSame(sent, received, 11)
            && (sent.Type.Class == 8
                || (IsSame(sent, received, 41) && (sent.Type.Class == 6 || IsSame(sent, received, 4))));
    }

    public AcquirerAnswer Read(byte[] answer, PendingReversal key)
    {
        IsoMessage.TryRead(answer, settings.Dialect, out var message, out _);
        if (!message.TryReadResponseCode(out var code, out _))
        {
            return AcquirerAnswer.Unknown(key.Reference);
        }

        Span<byte> chip = stackalloc byte[255];
        var length = message[55].IsPresent ? Math.Max(0, message[55].CopyBytes(chip)) : 0;
        return new AcquirerAnswer(
            code.IsApproved ? AcquirerOutcome.Approved : AcquirerOutcome.Declined,
            code.ToString(),
            message[38].IsPresent ? message[38].ToText() : "",
            key.Reference,
            message[44].IsPresent ? message[44].ToText() : "")
        {
            ChipResponse = chip[..length].ToArray(),
        };
    }

    public bool IsApproved(byte[] answer)
    {
        IsoMessage.TryRead(answer, settings.Dialect, out var message, out _);
        return message.TryReadResponseCode(out var code, out _) && code.IsApproved;
    }

    /// <summary>
    /// What an answer says of the money: 00 released it; 21 and 25 say that there is nothing to release, and a late
    /// original will find the reversal. Codes of a system that cannot answer now leave it open, every other one is
    /// final although the money may be held.
    /// </summary>
    public ReversalOutcome ReadReversal(byte[] answer, out string responseCode)
    {
        IsoMessage.TryRead(answer, settings.Dialect, out var message, out _);
        responseCode = message.TryReadResponseCode(out var code, out _) ? code.ToString() : "";
        return responseCode switch
        {
            "00" or "21" or "25" => ReversalOutcome.Released,
            "" or "09" or "19" or "22" or "68" or "90" or "91" or "96" => ReversalOutcome.Open,
            _ => ReversalOutcome.Refused,
        };
    }

    public static string Transmission(DateTime utc) => utc.ToString("MMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>How the card was read, then whether a PIN can be entered.</summary>
    private static string EntryOf(TapAuthorisation tap) =>
        ((int)tap.Entry).ToString("D2", CultureInfo.InvariantCulture)
        + (tap.Verification == TapVerification.OnlinePin ? "1" : "2");

    private static string Number(int value, int digits) =>
        value.ToString("D" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static bool IsSame(in IsoMessage sent, in IsoMessage received, int field) =>
        received[field].IsPresent && received[field].Raw.SequenceEqual(sent[field].Raw);

    private bool HasRightMac(in IsoMessage message)
    {
        if (settings.Mac is not { } mac)
        {
            return true;
        }

        Span<byte> code = stackalloc byte[8];
        return message.TryReadMac(out var covered, out var view)
            && view.CopyBytes(code) == code.Length
            && CryptographicOperations.FixedTimeEquals(code, mac(covered.ToArray()));
    }

    private byte[] Write(MessageType type, FillMessage fill)
    {
        Span<byte> target = stackalloc byte[MaxMessageBytes];
        var writer = new IsoWriter(target, settings.Dialect, type);
        fill(ref writer);
        if (settings.Mac is { } mac)
        {
            var field = writer.Fields.BitmapBytes == 16 ? 128 : 64;
            var covered = writer.BeginMac(field).ToArray();
            writer.WriteBytes(field, mac(covered));
        }

        return writer.TryFinish(out var length, out var error)
            ? target[..length].ToArray()
            : throw new TerminalException($"The message cannot be written: {error}.");
    }

    private delegate void FillMessage(scoped ref IsoWriter writer);
}
