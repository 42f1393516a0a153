using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Tessera.Emv.Authentication;
using Tessera.Emv.Bits;
using Tessera.Emv.Contact;
using Tessera.Emv.Kernel;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Transcripts;

/// <summary>
/// Puts a recorded card before our kernel: a terminal set up as the recorded one says of itself, the commands byte for
/// byte as recorded, and the outcome that the card's last cryptogram means.
/// </summary>
internal sealed class KernelReplay
{
    private const ulong Settable = 0x80_0000_8000; // No offline authentication; floor limit exceeded.

    private static readonly Lazy<SchemeKeyTable> Keys = new(ReadKeys);

    private readonly Transcript _transcript;
    private readonly int _kernel;
    private readonly bool _isContact;
    private readonly bool _isMagStripe;
    private TerminalVerificationResults _results;
    private CvmResults _verification;
    private TerminalTransactionQualifiers _qualifiers;

    private KernelReplay(Transcript transcript)
    {
        _transcript = transcript;
        _kernel = Hex.Write(transcript.Name.Span) switch
        {
            var name when name.StartsWith("A000000004", StringComparison.Ordinal) => ReaderApplication.MChipKernel,
            var name when name.StartsWith("A000000003", StringComparison.Ordinal) => ReaderApplication.QvsdcKernel,
            var name when name.StartsWith("F054455353", StringComparison.Ordinal) =>
                transcript.Has(0xAE) ? ReaderApplication.MChipKernel : ReaderApplication.QvsdcKernel,
            _ => 0,
        };
        _isMagStripe = transcript.Has(0x2A);
        var isEmvMode = transcript.Card.GetOrEmpty(EmvTags.ApplicationInterchangeProfile) is [_, >= 0x80];
        _isContact = transcript.Has(0xAE) && (!isEmvMode || transcript.Cryptograms.Count > 1);
    }

    /// <summary>
    /// Replays; the note says which flow ran and how it ended, or why only the card's side could be looked at.
    /// </summary>
    public static string? Run(Transcript transcript, out string note)
    {
        var replay = new KernelReplay(transcript);
        if (replay.WhyNot() is { } reason)
        {
            note = "card side only: " + reason;
            return null;
        }

        return replay.Run(out note);
    }

    private static SchemeKeyTable ReadKeys()
    {
        using var stream = typeof(KernelReplay).Assembly.GetManifestResourceStream("TestSchemeKeys.txt")!;
        using var reader = new StreamReader(stream);
        Invariant.Check(
            SchemeKeyTable.TryRead(reader.ReadToEnd(), out var table, out _), "the test keys have right checksums");
        return table;
    }

    private string? WhyNot()
    {
        var terminal = _transcript.Terminal;
        if (_kernel == 0)
        {
            return "no kernel of ours runs this application";
        }

        if (_isMagStripe)
        {
            return _kernel == ReaderApplication.MChipKernel ? null : "not a flow of ours";
        }

        if (!_transcript.Has(0xAE) && _kernel == ReaderApplication.MChipKernel)
        {
            return "it ends before the cryptogram";
        }

        if (!Currency.TryFromNumber(Number(EmvTags.TransactionCurrencyCode), out _)
            || !terminal.Contains(EmvTags.TransactionDate))
        {
            return "the terminal does not say currency and date";
        }

        TerminalVerificationResults.TryRead(
            terminal.GetOrEmpty(EmvTags.TerminalVerificationResults), out _results, out _);
        TerminalTransactionQualifiers.TryRead(
            terminal.GetOrEmpty(EmvTags.TerminalTransactionQualifiers), out _qualifiers, out _);
        var hasVerification = CvmResults.TryRead(terminal.GetOrEmpty(EmvTags.CvmResults), out _verification, out _);
        var isOwnMethod = !hasVerification || (_verification.Method & 0x3F) is 0x02 or 0x1E or 0x1F or 0x3F or 0x01;
        return 0 switch
        {
            _ when (_results.Bits & ~Settable) != 0 => "its terminal results are of another terminal",
            _ when !isOwnMethod => "its verification is not one of ours",
            _ when HasKeys() && !HasSchemeKey() => "no key of its scheme is at hand",
            _ => null,
        };
    }

    private bool HasKeys() => _transcript.Has(0xAE)
        ? !_results.Has(TvrBit.OfflineDataAuthenticationNotPerformed)
        : _qualifiers.Has(TtqBit.AuthenticationForOnline);

    private bool HasSchemeKey() => _transcript.Card.GetOrEmpty(EmvTags.SchemeKeyIndex) is [var index]
        && Keys.Value.TryFind(_transcript.Name.Span, index, out _);

    private string? Run(out string note)
    {
        var card = new TranscriptCard(_transcript, _kernel);
        var request = Request();
        var flow = _isMagStripe ? "mag-stripe mode" : _isContact ? "contact" : _kernel == 2 ? "M/Chip" : "qVSDC";
        TapOutcome outcome;
        if (_isContact)
        {
            var transaction = new ContactReader(Reader()).Start(request, card.Respond, randomPercent: 99);
            outcome = transaction.Outcome is TapOutcome.OnlineRequest && _transcript.Cryptograms.Count > 1
                ? transaction.Complete(Answer())
                : transaction.Outcome;
        }
        else
        {
            outcome = new ContactlessReader(Reader()).Run(request, card.Respond);
        }

        var gaps = card.Unrecorded == 0 ? "" : $", {card.Unrecorded} records not in the transcript";
        note = $"kernel, {flow}: {outcome.GetType().Name}{gaps}";
        if (card.Failure is not null || !card.IsAtEnd)
        {
            return card.Failure ?? $"the kernel stopped before the end: {outcome}";
        }

        var expected = Expected();
        return outcome.GetType().Name == expected ? null : $"expected outcome {expected}, got {outcome}";
    }

    /// <summary>What the last cryptogram means: 00 declined, 40 approved, 80 ask the issuer.</summary>
    private string Expected()
    {
        byte information = 0x80;
        foreach (var (_, response) in _transcript.Steps)
        {
            if (BerTlv.TryReadTree(response.Data, out var nodes, out _) && nodes.Count == 1)
            {
                information = nodes[0].Children
                    .FirstOrDefault(node => node.Tag == EmvTags.CryptogramInformation)?.Value.Span[0] ?? information;
            }
        }

        return (information & 0xC0) switch
        {
            0x00 => nameof(TapOutcome.Declined),
            0x40 => nameof(TapOutcome.Approved),
            _ => nameof(TapOutcome.OnlineRequest),
        };
    }

    private TapRequest Request()
    {
        var terminal = _transcript.Terminal;
        var number = terminal.GetOrEmpty(EmvTags.UnpredictableNumber);
        var date = Hex.Write(terminal.GetOrEmpty(EmvTags.TransactionDate));
        var time = Hex.Write(terminal.GetOrEmpty(EmvTags.TransactionTime));
        var at = date.Length == 6
            ? DateTime.ParseExact(
                "20" + date + (time.Length == 6 ? time : "120000"), "yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            : new DateTime(2012, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return new TapRequest(
            new Money(Number(EmvTags.AmountAuthorised), CurrencyOf()),
            at,
            number.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(number) : 0,
            Number(EmvTags.TransactionSequenceCounter))
        {
            Type = (TransactionType)(terminal.GetOrEmpty(EmvTags.TransactionType) is [var type] ? type : 0),
            OtherMinor = Number(EmvTags.AmountOther),
        };
    }

    private ReaderConfiguration Reader()
    {
        var amount = Number(EmvTags.AmountAuthorised);
        var isQvsdc = !_isContact && _kernel == ReaderApplication.QvsdcKernel;
        var isOnline = isQvsdc
            ? _qualifiers.Has(TtqBit.OnlineCryptogramRequired)
            : _results.Has(TvrBit.FloorLimitExceeded);
        var needsVerification = isQvsdc
            ? _qualifiers.Has(TtqBit.CvmRequired)
            : (_verification.Method & 0x3F) is 0x01 or 0x02 or 0x1E;
        var reference = _transcript.Cryptograms.Count == 0 ? 0x80 : _transcript.Cryptograms[0].Header.Parameter1 & 0xC0;
        var limits = new ReaderLimits(
            long.MaxValue, needsVerification ? amount - 1 : amount, isOnline ? amount - 1 : amount, long.MaxValue);
        return new ReaderConfiguration
        {
            Currency = CurrencyOf(),
            CountryNumber = Number(EmvTags.TerminalCountryCode),
            Applications = [new ReaderApplication(_transcript.Name, _kernel, limits)],
            TerminalType = _transcript.Terminal.GetOrEmpty(EmvTags.TerminalType) is [var type] ? type : (byte)0x22,
            HasSignature = isQvsdc ? _qualifiers.Has(TtqBit.Signature) : (_verification.Method & 0x3F) == 0x1E,
            HasOnlinePin = isQvsdc ? _qualifiers.Has(TtqBit.OnlinePin) : (_verification.Method & 0x3F) == 0x02,
            HasOnDeviceVerification = !isQvsdc || _qualifiers.Has(TtqBit.ConsumerDeviceCvm),
            IsOfflineOnly = isQvsdc && _qualifiers.Has(TtqBit.OfflineOnly),
            SchemeKeys = HasKeys() ? Keys.Value : SchemeKeyTable.Empty,
            AuthenticatesOnline = isQvsdc && HasKeys(),
            TakesMagStripeMode = _isMagStripe,
            AcceptsUnauthenticatedOffline = reference == 0x40,
            ActionCodes = reference switch
            {
                0x40 => new ReaderActionCodes(default, default, default),
                0x00 => new ReaderActionCodes(_results, default, default),
                _ => ReaderActionCodes.OnlineAlways,
            },
        };
    }

    /// <summary>The issuer's answer as the second list or EXTERNAL AUTHENTICATE carried it.</summary>
    private IssuerAnswer? Answer()
    {
        var code = Encoding.ASCII.GetString(_transcript.Second.GetOrEmpty(EmvTags.AuthorisationResponseCode));
        if (code is "Y3" or "Z3")
        {
            return null;
        }

        var external = _transcript.Steps
            .Where(step => step.Command.Header.Instruction == 0x82)
            .Select(step => step.Command.Data)
            .FirstOrDefault();
        var proof = external.IsEmpty ? _transcript.Second.GetOrEmpty(EmvTags.IssuerAuthentication) : external.Span;
        return new IssuerAnswer(code, proof.IsEmpty ? default : (byte[])[0x91, (byte)proof.Length, .. proof]);
    }

    private Currency CurrencyOf() =>
        Currency.TryFromNumber(Number(EmvTags.TransactionCurrencyCode), out var currency) ? currency : Currency.Eur;

    private int Number(BerTag tag) =>
        Bcd.TryRead(_transcript.Terminal.GetOrEmpty(tag), out var value, out _) ? (int)value : 0;
}
