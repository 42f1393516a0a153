// EMV contactless books C-2 and C-3: what both flows share for one candidate application.
using System.Globalization;
using System.Text;
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>One application of one tap: both sides' data objects and the steps that both flows share.</summary>
internal sealed class TapFlow
{
    private const int MaxRecords = 64;

    public TapFlow(ReaderConfiguration reader, TapRequest request, Candidate candidate, CardSession session)
    {
        Reader = reader;
        Request = request;
        Candidate = candidate;
        Session = session;
        Qualifiers = QualifiersFor(reader, request, candidate.Application.Limits);
        SetTerminalObjects();
    }

    public ReaderConfiguration Reader { get; }

    public TapRequest Request { get; }

    public Candidate Candidate { get; }

    public CardSession Session { get; }

    public ReaderLimits Limits => Candidate.Application.Limits;

    /// <summary>What the card said.</summary>
    public DataObjects Card { get; } = new();

    /// <summary>What the terminal says; a card can never replace it.</summary>
    public DataObjects Terminal { get; } = new();

    public TerminalTransactionQualifiers Qualifiers { get; }

    public TerminalVerificationResults Results { get; private set; }

    public Track2 Track { get; private set; } = new(default, "", "", "");

    /// <summary>Source of elapsed time for the relay check.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The tap goes over contacts: no qualifiers, no limits of contactless readers.</summary>
    public bool IsContact { get; init; }

    /// <summary>Values that the issuer signed, in the order of reading (EMV Book 3, 10.3).</summary>
    public List<byte> StaticData { get; } = [];

    /// <summary>The records as read, for flows whose tags mean other things than the dictionary says.</summary>
    public List<ReadOnlyMemory<byte>> Records { get; } = [];

    /// <summary>The filled PDOL and every filled CDOL, as a combined signature covers them.</summary>
    public List<byte> Lists { get; } = [];

    /// <summary>The relay resistance exchange as a combined signature covers it; empty without one.</summary>
    public byte[] RelayData { get; set; } = [];

    public bool NeedsVerification => Request.Amount.Minor > Limits.CvmRequiredMinor;

    public void Raise(TvrBit bit)
    {
        Results = Results.With(bit);
        Terminal.Set(EmvTags.TerminalVerificationResults, Results.ToBytes());
    }

    /// <summary>Fills a list from both sides, the terminal's own objects first.</summary>
    public byte[] Fill(DataObjectList list)
    {
        var merged = new DataObjects();
        foreach (var entry in list.Entries)
        {
            if (Terminal.TryGet(entry.Tag, out var value) || Card.TryGet(entry.Tag, out value))
            {
                merged.TryAdd(entry.Tag, value.Span);
            }
        }

        return list.Fill(merged);
    }

    /// <summary>Sends GET PROCESSING OPTIONS with the filled list and maps refusals (book C-3, 5.2).</summary>
    public StepResult GetProcessingOptions(DataObjectList list, out ResponseApdu response)
    {
        response = default;
        var filled = Fill(list);
        if (filled.Length > 252)
        {
            return StepResult.Stop(TapReason.CardDataInconsistent);
        }

        Lists.AddRange(filled);
        byte[] template = filled.Length < 0x80
            ? [0x83, (byte)filled.Length, .. filled]
            : [0x83, 0x81, (byte)filled.Length, .. filled];
        var step = Session.Exchange(CommandApdu.GetProcessingOptions(template), out response);
        if (step.HasEnded || response.Status.IsSuccess)
        {
            return step;
        }

        return response.Status.Value switch
        {
            0x6984 => StepResult.Stop(TapReason.AnotherInterface),
            0x6985 => StepResult.End(new TapOutcome.SelectNext(TapReason.CardRefused)),
            0x6986 => StepResult.End(new TapOutcome.TryAgain(TapReason.VerifyOnDevice)),
            _ => StepResult.Stop(TapReason.CardRefused),
        };
    }

    /// <summary>Reads every record of a locator into the card's objects (EMV Book 3, 10.2).</summary>
    public StepResult ReadRecords(ReadOnlySpan<byte> encodedLocator)
    {
        if (!ApplicationFileLocator.TryRead(encodedLocator, out var locator, out _))
        {
            return StepResult.Stop(TapReason.BadCardAnswer);
        }

        if (locator.RecordCount > MaxRecords)
        {
            return StepResult.Stop(TapReason.CardAnswersTooMuch);
        }

        foreach (var entry in locator.Entries)
        {
            for (var record = entry.FirstRecord; record <= entry.LastRecord; record++)
            {
                var command = CommandApdu.ReadRecord(entry.ShortFileIdentifier, record);
                var step = Session.Exchange(command, out var response);
                if (step.HasEnded)
                {
                    return step;
                }

                if (!response.Status.IsSuccess || !CardAnswer.TryAdd(response.Data, EmvTags.RecordTemplate, Card))
                {
                    return StepResult.Stop(TapReason.BadCardAnswer);
                }

                TakeRecord(entry, record, response.Data);
            }
        }

        return StepResult.Done;
    }

    /// <summary>Files 1 to 10 are signed without the template around them (EMV Book 3, 10.3).</summary>
    private void TakeRecord(FileLocatorEntry entry, int record, ReadOnlyMemory<byte> answer)
    {
        Records.Add(answer);
        if (record - entry.FirstRecord < entry.AuthenticatedRecords)
        {
            CardAnswer.TryOpen(answer, EmvTags.RecordTemplate, out var content);
            StaticData.AddRange(entry.ShortFileIdentifier <= 10 ? content.Span : answer.Span);
        }
    }

    /// <summary>Takes number and expiry from track 2 equivalent and compares them with 5A and 5F24.</summary>
    public StepResult TakeAccount()
    {
        if (!Card.TryGetWellFormed(EmvTags.Track2Equivalent, out var encoded)
            || !Track2.TryRead(encoded, out var track, out _))
        {
            return StepResult.Stop(TapReason.CardDataMissing);
        }

        Track = track;
        var hasNumber = Card.TryGet(EmvTags.Pan, out var number);
        var isSameNumber = !hasNumber
            || (Bcd.TryReadDigits(number.Span, out var digits, out _) && digits == track.Pan.Reveal());
        var hasExpiry = Card.TryGet(EmvTags.ExpirationDate, out var expiry);
        var isSameExpiry = !hasExpiry
            || (expiry.Length == 3 && Convert.ToHexString(expiry.Span[..2]) == track.ExpiryYymm);
        return isSameNumber && isSameExpiry ? StepResult.Done : StepResult.Stop(TapReason.CardDataInconsistent);
    }

    private static TerminalTransactionQualifiers QualifiersFor(
        ReaderConfiguration reader, TapRequest request, ReaderLimits limits)
    {
        var value = reader.Qualifiers();
        var amount = request.Amount.Minor;
        value = amount > limits.CvmRequiredMinor ? value.With(TtqBit.CvmRequired) : value;
        var isOnline = !reader.IsOfflineOnly && (amount == 0 || amount > limits.FloorMinor);
        return isOnline ? value.With(TtqBit.OnlineCryptogramRequired) : value;
    }

    private static byte[] Number(long value, int lengthBytes)
    {
        var target = new byte[lengthBytes];
        Bcd.Write((ulong)value, target);
        return target;
    }

    private static byte[] Text(string value, int lengthBytes) =>
        Encoding.ASCII.GetBytes(value.Length > lengthBytes ? value[..lengthBytes] : value.PadRight(lengthBytes));

    private static byte[] Digits(DateTime time, string format) =>
        Convert.FromHexString(time.ToString(format, CultureInfo.InvariantCulture));

    private void SetTerminalObjects()
    {
        var number = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(number, Request.UnpredictableNumber);
        Terminal.Set(EmvTags.AmountAuthorised, Number(Request.Amount.Minor, 6));
        Terminal.Set(EmvTags.AmountOther, Number(Request.OtherMinor, 6));
        Terminal.Set(EmvTags.TerminalCountryCode, Number(Reader.CountryNumber, 2));
        Terminal.Set(EmvTags.TerminalVerificationResults, Results.ToBytes());
        Terminal.Set(EmvTags.TransactionCurrencyCode, Number(Reader.Currency.Number, 2));
        Terminal.Set(EmvTags.TransactionCurrencyExponent, Number(Reader.Currency.Exponent, 1));
        Terminal.Set(EmvTags.TransactionDate, Digits(Request.LocalTime, "yyMMdd"));
        Terminal.Set(EmvTags.TransactionTime, Digits(Request.LocalTime, "HHmmss"));
        Terminal.Set(EmvTags.TransactionType, [(byte)Request.Type]);
        Terminal.Set(EmvTags.UnpredictableNumber, number);
        Terminal.Set(EmvTags.TerminalTransactionQualifiers, Qualifiers.ToBytes());
        Terminal.Set(EmvTags.TerminalCapabilities, Reader.Capabilities());
        Terminal.Set(EmvTags.AdditionalTerminalCapabilities, [0x60, 0x00, 0x00, 0x10, 0x01]);
        Terminal.Set(EmvTags.TerminalType, [Reader.TerminalType]);
        Terminal.Set(EmvTags.TerminalApplicationVersion, Number(Reader.ApplicationVersion, 2));
        Terminal.Set(EmvTags.CvmResults, CvmResults.None.ToBytes());
        Terminal.Set(EmvTags.MerchantCategoryCode, Number(Reader.MerchantCategoryCode, 2));
        Terminal.Set(EmvTags.MerchantIdentifier, Text(Reader.MerchantIdentifier, 15));
        Terminal.Set(EmvTags.TerminalIdentification, Text(Reader.TerminalIdentification, 8));
        Terminal.Set(EmvTags.InterfaceDeviceSerialNumber, Text(Reader.SerialNumber, 8));
        Terminal.Set(EmvTags.TransactionSequenceCounter, Number(Request.SequenceNumber, 4));
        Terminal.Set(EmvTags.ApplicationIdentifier, Candidate.Name.Span);
    }
}
