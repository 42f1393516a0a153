// EMV 4.4 Book 3, 6.5.4, 6.5.5, 10.9, 10.10; Book 2, 8.2 and 9: the card after its request to the issuer.
using System.Security.Cryptography;
using Tessera.Emv.Apdu;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Objects;

namespace Tessera.Emv.Applet;

/// <summary>
/// What a card with contacts does after its request cryptogram: it checks the issuer's answer, once, makes the second
/// cryptogram, once, and runs scripts whose MAC is right. It approves only what the proved part of the answer approves;
/// the response code beside it is anybody's.
/// </summary>
internal sealed class IssuerExchange(CardApplication application, DataObjects first, CryptogramDraft request)
{
    /// <summary>Class of protected commands (EMV Book 3, table 4).</summary>
    public const byte ScriptClass = 0x84;

    private const byte ApproveAc = 0x40;
    private const int LeastMacBytes = 4;
    private const int MaxScripts = 16;

    private bool? _isApproved;
    private bool _hasFailed;
    private bool _isSecondGiven;
    private bool _isScriptingOver;
    private int _scripts;

    /// <summary>EXTERNAL AUTHENTICATE: one try for a transaction.</summary>
    public ResponseApdu AuthenticateExternally(CommandApdu command)
    {
        if (command.Header.Parameter1 != 0 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (application.IsMChip || application.Rules.Response == ResponseMethod.None || _isSecondGiven
            || _isApproved is not null)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (command.Data.Length is < 8 or > 16)
        {
            return Refuse(StatusWord.WrongLength);
        }

        return Check(command.Data.Span)
            ? new ResponseApdu(default, StatusWord.Success)
            : Refuse(StatusWord.AuthenticationFailed);
    }

    /// <summary>The second GENERATE AC: an approval only when asked for and approved by the issuer.</summary>
    public ResponseApdu GenerateSecond(CommandApdu command)
    {
        if ((command.Header.Parameter1 is not 0x00 and not ApproveAc) || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (_isSecondGiven)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        DataObjectList.TryRead(CardRecords.SecondList(application.Rules), out var list, out _);
        var terminal = new DataObjects();
        if (!list.TryUnfill(command.Data.Span, terminal))
        {
            return Refuse(StatusWord.WrongLength);
        }

        _isSecondGiven = true;
        var answer = terminal.GetOrEmpty(EmvTags.IssuerAuthentication);
        if (application.IsMChip && answer.ContainsAnyExcept((byte)0))
        {
            Check(answer);
        }

        // What the second list does not ask for stays as the first list gave it.
        foreach (var entry in FirstEntries())
        {
            terminal.TryAdd(entry.Tag, first.GetOrEmpty(entry.Tag));
        }

        var isApproved = command.Header.Parameter1 == ApproveAc && _isApproved == true
            && application.State == AppletState.Active;
        var draft = new CryptogramDraft(terminal, CardRecords.InterchangeProfile(application.Personalisation))
        {
            Type = ApplicationCryptogramType.AskOnline,
            SecondType = isApproved ? ApplicationCryptogramType.ApproveOffline : ApplicationCryptogramType.Decline,
            IsHolderVerified = request.IsHolderVerified,
            HasIssuerFailed = _hasFailed,
            Counter = request.Counter,
        };
        if (!draft.TryComplete(application.Rules, application.Personalisation, application.Key))
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (isApproved)
        {
            application.LastOnlineCounter = request.Counter;
        }

        var given = CardAnswers.Cryptogram(draft, asksForVerification: false, sign: null);
        return new ResponseApdu(given, StatusWord.Success);
    }

    /// <summary>
    /// A script command (EMV Book 3, 6.5.1 and 6.5.3): block the application or the card. A wrong MAC ends scripting
    /// for this transaction, so that nobody tries MACs one after another.
    /// </summary>
    public ResponseApdu RunScript(CommandApdu command)
    {
        if (application.MessagingKey is null || _isScriptingOver || ++_scripts > MaxScripts)
        {
            return Refuse(StatusWord.ConditionsNotSatisfied);
        }

        if (command.Header.Parameter1 != 0 || command.Header.Parameter2 != 0)
        {
            return Refuse(StatusWord.WrongParameters);
        }

        if (command.Header.Instruction is not 0x1E and not 0x16)
        {
            return Refuse(StatusWord.InstructionNotSupported);
        }

        if (command.Data.Length < LeastMacBytes || command.Data.Length > ScriptMac.MacBytes)
        {
            return Refuse(command.Data.IsEmpty ? StatusWord.MessagingDataMissing : StatusWord.WrongLength);
        }

        if (!IsMacRight(command))
        {
            _isScriptingOver = true;
            return Refuse(StatusWord.MessagingDataWrong);
        }

        Apply(command.Header.Instruction);
        return new ResponseApdu(default, StatusWord.Success);
    }

    private static ResponseApdu Refuse(StatusWord status) => new(default, status);

    private static IReadOnlyList<DataObjectListEntry> FirstEntries()
    {
        DataObjectList.TryRead(CardRecords.CryptogramList, out var list, out _);
        return list.Entries;
    }

    private void Apply(byte instruction)
    {
        switch (instruction)
        {
            case 0x1E when application.State == AppletState.Active:
                application.State = AppletState.Suspended;
                break;
            case 0x16:
                application.State = AppletState.Locked;
                break;
        }
    }

    private bool Check(ReadOnlySpan<byte> answer)
    {
        var isRight = ResponseCryptogram.Verify(
            application.Rules, application.Key, request.Elements(), answer, out var isApproved);
        _isApproved = isRight && isApproved;
        _hasFailed = !isRight;
        return isRight;
    }

    private bool IsMacRight(CommandApdu command)
    {
        Span<byte> session = stackalloc byte[16];
        Span<byte> mac = stackalloc byte[ScriptMac.MacBytes];
        ScriptMac.DeriveKey(
            application.Rules, application.MessagingKey!.Bytes, request.Counter, request.Cryptogram, session);
        var header = command.Header;
        ScriptMac.Compute(
            session,
            [header.Class, header.Instruction, header.Parameter1, header.Parameter2, (byte)command.Data.Length],
            request.Counter,
            request.Cryptogram,
            [],
            mac);
        var isRight = CryptographicOperations.FixedTimeEquals(mac[..command.Data.Length], command.Data.Span);
        CryptographicOperations.ZeroMemory(session);
        return isRight;
    }
}
