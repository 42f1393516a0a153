// EMV 4.4 Book 1, 11-12 and Book 3, 6.5; contactless books B, C-2 and C-3: the card side as a state machine.
using Tessera.Emv.Apdu;
using Tessera.Emv.Bits;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>
/// The applications of a device behind one contactless interface: command bytes in, response bytes out. It never
/// throws for anything a reader sends, and it keeps nothing of a tap but its transaction counters.
/// </summary>
/// <param name="applications">The applications, in any order; the list may change between taps.</param>
/// <param name="verification">The device's one-shot proof that its holder was verified.</param>
public sealed class CardApplet(IReadOnlyList<CardApplication> applications, HolderVerification verification)
{
    private readonly Lock _gate = new();
    private CardApplication? _selected;
    private Stage _stage;

    private enum Stage
    {
        Nothing = 0,
        Selected = 1,
        OptionsGiven = 2,
        CryptogramGiven = 3,
    }

    /// <summary>Name of the payment directory: 2PAY.SYS.DDF01.</summary>
    public static ReadOnlySpan<byte> DirectoryName => "2PAY.SYS.DDF01"u8;

    /// <summary>Answers one command APDU with data and status bytes, at least two bytes.</summary>
    public byte[] Respond(ReadOnlySpan<byte> apdu)
    {
        lock (_gate)
        {
            var response = CommandApdu.TryRead(apdu, out var command, out _)
                ? Dispatch(command)
                : Refuse(StatusWord.WrongLength);
            return response.ToBytes();
        }
    }

    /// <summary>The device has left the field: the tap is forgotten, a verification not yet used is kept.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            Deselect();
        }
    }

    private static ResponseApdu Refuse(StatusWord status) => new(default, status);

    private static ResponseApdu Answer(byte[] data) => new(data, StatusWord.Success);

    private ResponseApdu Dispatch(CommandApdu command)
    {
        var header = command.Header;
        if (header.Class is not 0x00 and not 0x80)
        {
            return Refuse(StatusWord.ClassNotSupported);
        }

        return (header.Instruction, header.Class) switch
        {
            (0xA4, 0x00) => Select(command),
            (0xB2, 0x00) => ReadRecord(command),
            (0xA8, 0x80) => GetProcessingOptions(command),
            (0xAE, 0x80) => GenerateCryptogram(command),
            (0xA4 or 0xB2 or 0xA8 or 0xAE, _) => Refuse(StatusWord.ClassNotSupported),
            _ => Refuse(StatusWord.InstructionNotSupported),
        };
    }

    private ResponseApdu Select(CommandApdu command)
    {
        Deselect();
        if (command.Header.Parameter1 != 0x04 || command.Header.Parameter2 != 0x00)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (command.Data.IsEmpty)
        {
            return Refuse(StatusWord.WrongLength);
        }

        var name = command.Data.Span;
        return name.SequenceEqual(DirectoryName) ? SelectDirectory() : SelectApplication(name);
    }

    private ResponseApdu SelectDirectory()
    {
        var listed = applications.Where(application => application.State == AppletState.Active).ToArray();
        return listed.Length == 0 ? Refuse(StatusWord.FileNotFound) : Answer(CardAnswers.Directory(listed));
    }

    private ResponseApdu SelectApplication(ReadOnlySpan<byte> name)
    {
        CardApplication? found = null;
        foreach (var application in applications)
        {
            if (application.Personalisation.Identifier.Span.SequenceEqual(name))
            {
                found ??= application;
            }
        }

        if (found is null)
        {
            return Refuse(StatusWord.FileNotFound);
        }

        if (found.State == AppletState.Locked)
        {
            return Refuse(StatusWord.FunctionNotSupported);
        }

        _selected = found;
        _stage = Stage.Selected;
        var status = found.State == AppletState.Active ? StatusWord.Success : StatusWord.SelectedFileInvalidated;
        return new ResponseApdu(CardAnswers.FileControl(found), status);
    }

    private ResponseApdu GetProcessingOptions(CommandApdu command)
    {
        if (command.Header.Parameter1 != 0 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_stage != Stage.Selected || _selected is not { State: AppletState.Active } application)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        var reader = new BerTlvReader(command.Data.Span);
        if (!reader.TryReadNext(out var tag, out var filled, out _, out _) || tag != EmvTags.CommandTemplate
            || !reader.AtEnd)
        {
            return Refuse(command.Data.IsEmpty ? StatusWord.WrongLength : StatusWord.WrongData);
        }

        var encoded = application.IsMChip ? [] : CardAnswers.QvsdcOptionsList;
        DataObjectList.TryRead(encoded, out var list, out _);
        var terminal = new DataObjects();
        if (!list.TryUnfill(filled, terminal))
        {
            return Refuse(StatusWord.WrongLength);
        }

        if (!application.IsMChip)
        {
            return MakeQvsdc(application, terminal);
        }

        _stage = Stage.OptionsGiven;
        return Answer(CardAnswers.MChipOptions(application));
    }

    private ResponseApdu MakeQvsdc(CardApplication application, DataObjects terminal)
    {
        TerminalTransactionQualifiers.TryRead(
            terminal.GetOrEmpty(EmvTags.TerminalTransactionQualifiers), out var qualifiers, out _);
        if (!qualifiers.Has(TtqBit.EmvMode))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        // The holder is asked before a counter is spent; the reader shows "see phone" (book C-3, 5.2).
        if (qualifiers.Has(TtqBit.CvmRequired) && qualifiers.Has(TtqBit.ConsumerDeviceCvm) && !verification.IsFresh)
        {
            return Refuse(StatusWord.CommandNotAllowed);
        }

        _stage = Stage.CryptogramGiven;
        var isOffline = qualifiers.Has(TtqBit.OfflineOnly);
        var draft = new CryptogramDraft(terminal, CardAnswers.InterchangeProfile(application))
        {
            Type = isOffline ? ApplicationCryptogramType.Decline : ApplicationCryptogramType.AskOnline,
            IsHolderVerified = verification.TryConsume(),
        };
        return application.TryMakeCryptogram(draft)
            ? Answer(CardAnswers.QvsdcOptions(application, draft))
            : Refuse(StatusWord.ConditionsNotSatisfied);
    }

    private ResponseApdu ReadRecord(CommandApdu command)
    {
        var file = command.Header.Parameter2 >> 3;
        if ((command.Header.Parameter2 & 0x07) != 0x04)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        var isReadable = _stage is Stage.OptionsGiven or Stage.CryptogramGiven;
        if (!isReadable || _selected is not { State: AppletState.Active } application)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (file != 1 || (!application.IsMChip && !application.Personalisation.HasRecords))
        {
            return Refuse(StatusWord.FileNotFound);
        }

        return command.Header.Parameter1 == 1
            ? Answer(CardAnswers.Record(application))
            : Refuse(StatusWord.RecordNotFound);
    }

    private ResponseApdu GenerateCryptogram(CommandApdu command)
    {
        if (command.Header.Parameter1 is not 0x00 and not 0x40 and not 0x80 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_stage != Stage.OptionsGiven || _selected is not { State: AppletState.Active } application)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        DataObjectList.TryRead(CardAnswers.MChipCryptogramList, out var list, out _);
        var terminal = new DataObjects();
        if (!list.TryUnfill(command.Data.Span, terminal))
        {
            return Refuse(StatusWord.WrongLength);
        }

        _stage = Stage.CryptogramGiven;
        CvmResults.TryRead(terminal.GetOrEmpty(EmvTags.CvmResults), out var results, out _);
        var isVerified = verification.TryConsume();
        var lacksVerification = results.Method == CvmResults.OnDevice.Method && !isVerified;

        // A token asks its issuer, whatever else the terminal would accept; it never approves by itself.
        var isDeclined = command.Header.Parameter1 == 0x00 || lacksVerification;
        var draft = new CryptogramDraft(terminal, CardAnswers.InterchangeProfile(application))
        {
            Type = isDeclined ? ApplicationCryptogramType.Decline : ApplicationCryptogramType.AskOnline,
            IsHolderVerified = isVerified,
        };
        return application.TryMakeCryptogram(draft)
            ? Answer(CardAnswers.Cryptogram(draft, lacksVerification))
            : Refuse(StatusWord.ConditionsNotSatisfied);
    }

    private void Deselect()
    {
        _selected = null;
        _stage = Stage.Nothing;
    }
}
