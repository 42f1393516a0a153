// EMV 4.4 Book 3, 6.5; contactless books C-2 and C-3: one transaction of one application of the card.
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Emv.Apdu;
using Tessera.Emv.Authentication;
using Tessera.Emv.Bits;
using Tessera.Emv.CardCodes;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Emv.Applet;

/// <summary>From SELECT to the last command: what an application answers in its order.</summary>
internal sealed class CardTransaction(CardApplication application, HolderVerification verification, AppletInterface way)
{
    private const int RelayEntropyBytes = 4;

    private readonly CardPersonalisation _card = application.Personalisation;
    private byte[] _optionsData = [];
    private byte[] _relatedData = [];
    private byte[] _relayTerminal = [];
    private byte[] _relayCard = [];
    private IssuerExchange? _issuer;
    private Stage _stage = Stage.Selected;

    private enum Stage
    {
        Selected = 1,
        OptionsGiven = 2,
        CryptogramGiven = 3,
    }

    public bool IsTransit { get; init; }

    private bool IsContact => way == AppletInterface.Contact;

    /// <summary>Answers every command but SELECT.</summary>
    public ResponseApdu Respond(CommandApdu command)
    {
        if (command.Header.Class == IssuerExchange.ScriptClass)
        {
            return _issuer?.RunScript(command) ?? Refuse(StatusWord.ConditionsNotSatisfied);
        }

        // A card that a script has just blocked still ends its transaction, by a decline.
        var isEnding = _issuer is not null && command.Header.Instruction == 0xAE;
        if (application.State != AppletState.Active && !isEnding)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        return command.Header.Instruction switch
        {
            0xA8 => GetProcessingOptions(command),
            0xB2 => ReadRecord(command),
            0xAE => GenerateCryptogram(command),
            0xCA => GetData(command.Header),
            0x88 => AuthenticateInternally(command),
            0x82 => _issuer?.AuthenticateExternally(command) ?? Refuse(StatusWord.ConditionsNotSatisfied),
            0xEA => ExchangeRelayData(command),
            0x2A => ComputeChecksum(command),
            _ => Refuse(StatusWord.InstructionNotSupported),
        };
    }

    private static ResponseApdu Refuse(StatusWord status) => new(default, status);

    private static ResponseApdu Answer(byte[] data) => new(data, StatusWord.Success);

    private ResponseApdu GetProcessingOptions(CommandApdu command)
    {
        if (command.Header.Parameter1 != 0 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_stage != Stage.Selected)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        var reader = new BerTlvReader(command.Data.Span);
        if (!reader.TryReadNext(out var tag, out var filled, out _, out _) || tag != EmvTags.CommandTemplate
            || !reader.AtEnd)
        {
            return Refuse(command.Data.IsEmpty ? StatusWord.WrongLength : StatusWord.WrongData);
        }

        var isQvsdc = !application.IsMChip && !IsContact;
        var encoded = isQvsdc ? CardAnswers.QvsdcOptionsList : [];
        DataObjectList.TryRead(encoded, out var list, out _);
        var terminal = new DataObjects();
        if (!list.TryUnfill(filled, terminal))
        {
            return Refuse(StatusWord.WrongLength);
        }

        if (isQvsdc)
        {
            return MakeQvsdc(terminal);
        }

        _optionsData = filled.ToArray();
        _stage = Stage.OptionsGiven;
        return Answer(CardAnswers.Options(
            CardRecords.InterchangeProfile(_card), CardRecords.Locator(_card, way, isFastSigned: false)));
    }

    private ResponseApdu MakeQvsdc(DataObjects terminal)
    {
        TerminalTransactionQualifiers.TryRead(
            terminal.GetOrEmpty(EmvTags.TerminalTransactionQualifiers), out var qualifiers, out _);
        if (!qualifiers.Has(TtqBit.EmvMode))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        // The holder is asked before a counter is spent; the reader shows "see phone" (book C-3, 5.2).
        var isAsking = _card.Contact is null && !IsTransit;
        if (qualifiers.Has(TtqBit.CvmRequired) && qualifiers.Has(TtqBit.ConsumerDeviceCvm) && isAsking
            && !verification.IsFresh)
        {
            return Refuse(StatusWord.CommandNotAllowed);
        }

        _stage = Stage.CryptogramGiven;
        var isOffline = qualifiers.Has(TtqBit.OfflineOnly);
        var draft = new CryptogramDraft(terminal, CardRecords.InterchangeProfile(_card))
        {
            Type = isOffline ? ApplicationCryptogramType.Decline : ApplicationCryptogramType.AskOnline,
            IsHolderVerified = verification.TryConsume(),
            IsTransit = IsTransit,
        };
        if (!application.TryMakeCryptogram(draft))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        var isSigned = qualifiers.Has(TtqBit.AuthenticationForOnline) && !isOffline
            && _card.Authentication is { IsDynamic: true };
        return Answer(CardAnswers.QvsdcOptions(application, draft, isSigned ? SignFast(draft, terminal) : []));
    }

    /// <summary>Fast DDA for a request to the issuer (book C-3): the counter signed with what 9F69 names.</summary>
    private byte[] SignFast(CryptogramDraft draft, DataObjects terminal)
    {
        _relatedData = [0x01, .. RandomNumberGenerator.GetBytes(4), .. CardAnswers.Qualifiers(draft)];
        byte[] covered =
        [
            .. draft.UnpredictableNumber, .. terminal.GetOrEmpty(EmvTags.AmountAuthorised),
            .. terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode), .. _relatedData,
            .. CardRecords.InterchangeProfile(_card),
        ];
        return _card.Authentication!.Sign(DynamicSignature.OnlineFormat, [2, .. draft.CounterBytes()], covered);
    }

    private ResponseApdu ReadRecord(CommandApdu command)
    {
        if ((command.Header.Parameter2 & 0x07) != 0x04)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        var file = command.Header.Parameter2 >> 3;
        var isLog = file == CardRecords.LogFile;
        if (_stage == Stage.Selected && !isLog)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        var record = file == 3 && _relatedData.Length > 0
            ? command.Header.Parameter1 == 1 ? Related() : []
            : CardRecords.Read(application, way, file, command.Header.Parameter1);
        return record switch
        {
            null => Refuse(StatusWord.FileNotFound),
            [] => Refuse(StatusWord.RecordNotFound),
            _ => Answer(record),
        };
    }

    private byte[] Related() => CardAnswers.Object(
        EmvTags.RecordTemplate, CardAnswers.Object(EmvTags.CardAuthenticationRelated, _relatedData));

    private ResponseApdu GenerateCryptogram(CommandApdu command)
    {
        if (_issuer is not null)
        {
            return _issuer.GenerateSecond(command);
        }

        var reference = command.Header.Parameter1 & 0xEF;
        var wantsSignature = (command.Header.Parameter1 & 0x10) != 0;
        var canSign = _card.Authentication is { IsDynamic: true };
        if (reference is not 0x00 and not 0x40 and not 0x80 || command.Header.Parameter2 != 0
            || (wantsSignature && !canSign))
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_stage != Stage.OptionsGiven)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        DataObjectList.TryRead(CardRecords.CryptogramList, out var list, out _);
        var terminal = new DataObjects();
        if (!list.TryUnfill(command.Data.Span, terminal))
        {
            return Refuse(StatusWord.WrongLength);
        }

        _stage = Stage.CryptogramGiven;
        CvmResults.TryRead(terminal.GetOrEmpty(EmvTags.CvmResults), out var results, out _);
        var isVerified = verification.TryConsume();
        var lacksVerification = !IsContact && results.Method == CvmResults.OnDevice.Method && !isVerified;
        var draft = new CryptogramDraft(terminal, CardRecords.InterchangeProfile(_card))
        {
            Type = lacksVerification ? ApplicationCryptogramType.Decline : TypeFor(reference),
            IsHolderVerified = isVerified,
            IsTransit = IsTransit,
            RelayEntropy = _relayCard,
        };
        if (!application.TryMakeCryptogram(draft))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (IsContact)
        {
            Note(terminal, draft);
            _issuer = draft.Type == ApplicationCryptogramType.AskOnline
                ? new IssuerExchange(application, terminal, draft)
                : null;
        }

        Func<ReadOnlyMemory<byte>, byte[]>? sign = wantsSignature && draft.Type != ApplicationCryptogramType.Decline
            ? answer => SignCombined(draft, command.Data, answer)
            : null;
        return Answer(CardAnswers.Cryptogram(draft, lacksVerification, sign));
    }

    /// <summary>
    /// A token asks its issuer, whatever else the terminal would accept; only a card whose issuer lets it approves by
    /// itself.
    /// </summary>
    private ApplicationCryptogramType TypeFor(int reference) => reference switch
    {
        0x00 => ApplicationCryptogramType.Decline,
        0x40 when IsContact && _card.Contact is { ApprovesOffline: true } => ApplicationCryptogramType.ApproveOffline,
        _ => ApplicationCryptogramType.AskOnline,
    };

    /// <summary>Combined data authentication (EMV Book 2, 6.6); with the relay exchange, if there was one.</summary>
    private byte[] SignCombined(CryptogramDraft draft, ReadOnlyMemory<byte> list, ReadOnlyMemory<byte> answer)
    {
        byte[] hash = SHA1.HashData([.. _optionsData, .. list.Span, .. answer.Span]);
        byte[] relay = _relayCard.Length == 0
            ? []
            : [.. _relayTerminal, .. _relayCard, .. _card.Relay!.Value.ToBytes()];
        byte[] dynamicData =
        [
            8, .. RandomNumberGenerator.GetBytes(8), draft.Information, .. draft.Cryptogram, .. hash, .. relay,
        ];
        return _card.Authentication!.Sign(DynamicSignature.Format, dynamicData, draft.UnpredictableNumber.ToArray());
    }

    private void Note(DataObjects terminal, CryptogramDraft draft)
    {
        if (_card.Contact is not { LogLength: > 0 } contact)
        {
            return;
        }

        application.Log.Insert(0,
        [
            .. terminal.GetOrEmpty(EmvTags.TransactionDate), .. terminal.GetOrEmpty(EmvTags.AmountAuthorised),
            .. terminal.GetOrEmpty(EmvTags.TransactionCurrencyCode), .. draft.CounterBytes(),
        ]);
        if (application.Log.Count > contact.LogLength)
        {
            application.Log.RemoveAt(contact.LogLength);
        }
    }

    /// <summary>9F36, 9F13, 9F17 and 9F4F; anything else, or what this card does not have, is not found.</summary>
    private ResponseApdu GetData(CommandHeader header)
    {
        var tag = new BerTag((uint)((header.Parameter1 << 8) | header.Parameter2));
        var value = new byte[2];
        switch (tag.Value)
        {
            case 0x9F36 when application.TryReadCounter(out var counter):
                BinaryPrimitives.WriteUInt16BigEndian(value, counter);
                break;
            case 0x9F13 when _card.Contact is not null:
                BinaryPrimitives.WriteUInt16BigEndian(value, application.LastOnlineCounter);
                break;
            case 0x9F17 when _card.Contact?.PinTries is { } tries:
                value = [(byte)tries];
                break;
            case 0x9F4F when _card.Contact is { LogLength: > 0 }:
                value = [0x9A, 3, 0x9F, 0x02, 6, 0x5F, 0x2A, 2, 0x9F, 0x36, 2];
                break;
            default:
                return Refuse(StatusWord.DataNotFound);
        }

        return Answer(CardAnswers.Object(tag, value));
    }

    private ResponseApdu AuthenticateInternally(CommandApdu command)
    {
        if (_card.Authentication is not { IsDynamic: true } authentication || !IsContact)
        {
            return Refuse(StatusWord.InstructionNotSupported);
        }

        if (command.Header.Parameter1 != 0 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_stage != Stage.OptionsGiven)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (command.Data.Length != 4)
        {
            return Refuse(StatusWord.WrongLength);
        }

        var signature = authentication.Sign(
            DynamicSignature.Format, [8, .. RandomNumberGenerator.GetBytes(8)], command.Data);
        return Answer(CardAnswers.Object(
            EmvTags.ResponseFormat2, CardAnswers.Object(EmvTags.SignedDynamicApplication, signature)));
    }

    /// <summary>Relay resistance (book C-2): the terminal's number is answered at once with one of the card.</summary>
    private ResponseApdu ExchangeRelayData(CommandApdu command)
    {
        if (_card.Relay is not { } timing || IsContact)
        {
            return Refuse(StatusWord.InstructionNotSupported);
        }

        if (_stage != Stage.OptionsGiven || command.Data.Length != RelayEntropyBytes)
        {
            return Refuse(
                _stage == Stage.OptionsGiven ? StatusWord.WrongLength : StatusWord.ConditionsNotSatisfied);
        }

        _relayTerminal = command.Data.ToArray();
        _relayCard = RandomNumberGenerator.GetBytes(RelayEntropyBytes);
        return Answer(CardAnswers.Object(EmvTags.ResponseFormat1, (byte[])[.. _relayCard, .. timing.ToBytes()]));
    }

    /// <summary>
    /// The old mode of M/Chip (book C-2): a checksum over number and counter. The counter moves on for every code.
    /// </summary>
    private ResponseApdu ComputeChecksum(CommandApdu command)
    {
        if (!_card.HasMagStripeMode || !application.IsMChip || IsContact || application.ChecksumKey is not { } key)
        {
            return Refuse(StatusWord.InstructionNotSupported);
        }

        if (_stage != Stage.OptionsGiven)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (command.Data.Length != 4)
        {
            return Refuse(StatusWord.WrongLength);
        }

        _stage = Stage.CryptogramGiven;
        if (!application.TryTakeCounter(out var counter))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        var constant = DynamicCardCode.TrackConstant(key.Bytes, CardRecords.MagStripeTrack(_card));
        var code = DynamicCardCode.MakeCvc3(key.Bytes, constant, command.Data.Span, counter);
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, ushort.Parse(code, CultureInfo.InvariantCulture));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), counter);
        return Answer(CardAnswers.Object(
            EmvTags.ResponseFormat2,
            (byte[])
            [
                .. CardAnswers.Object(EmvTags.Cvc3Track2, bytes.AsSpan(0, 2)),
                .. CardAnswers.Object(EmvTags.ApplicationTransactionCounter, bytes.AsSpan(2)),
            ]));
    }
}
