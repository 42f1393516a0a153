// EMV 4.4 Book 1, 11-12 and Book 3, 6.5; contactless books B, C-2 and C-3: the card side as a state machine.
using Tessera.Emv.Apdu;

namespace Tessera.Emv.Applet;

/// <summary>
/// The applications of a device behind one interface: command bytes in, response bytes out. It never throws for
/// anything a reader sends, and it keeps nothing of a tap but its transaction counters and what scripts changed.
/// </summary>
/// <param name="applications">The applications, in any order; the list may change between taps.</param>
/// <param name="verification">The device's one-shot proof that its holder was verified.</param>
public sealed class CardApplet(IReadOnlyList<CardApplication> applications, HolderVerification verification)
{
    private readonly Lock _gate = new();
    private CardTransaction? _transaction;
    private bool _isDirectorySelected;

    /// <summary>Name of the contactless payment directory: 2PAY.SYS.DDF01.</summary>
    public static ReadOnlySpan<byte> DirectoryName => "2PAY.SYS.DDF01"u8;

    /// <summary>Name of the payment directory over contacts: 1PAY.SYS.DDF01.</summary>
    public static ReadOnlySpan<byte> ContactDirectoryName => "1PAY.SYS.DDF01"u8;

    /// <summary>How the card is reached; over contacts only applications with a contact profile are there.</summary>
    public AppletInterface Interface { get; init; }

    /// <summary>
    /// Transit mode: the holder has allowed taps at gates without being asked. The device says so under its cryptogram,
    /// and the network takes it at gates only.
    /// </summary>
    public bool IsTransit { get; set; }

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

    /// <summary>
    /// The device has left the field, or the slot has reset the card: the tap is forgotten, a verification not yet used
    /// is kept.
    /// </summary>
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
        if (header.Class is not 0x00 and not 0x80 and not IssuerExchange.ScriptClass)
        {
            return Refuse(StatusWord.ClassNotSupported);
        }

        return (header.Instruction, header.Class) switch
        {
            (_, IssuerExchange.ScriptClass) when Interface == AppletInterface.Contactless =>
                Refuse(StatusWord.ClassNotSupported),
            (0xA4, 0x00) => Select(command),
            (0xB2, 0x00) when _isDirectorySelected => ReadDirectory(command.Header),
            (0xB2 or 0x82 or 0x88, 0x00) or (0xA8 or 0xAE or 0xCA or 0xEA or 0x2A, 0x80)
                or (0x16 or 0x1E, IssuerExchange.ScriptClass) =>
                _transaction?.Respond(command) ?? Refuse(StatusWord.ConditionsNotSatisfied),
            (0xA4 or 0xB2 or 0x82 or 0x88 or 0xA8 or 0xAE or 0xCA, _) => Refuse(StatusWord.ClassNotSupported),
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
        var directory = Interface == AppletInterface.Contact ? ContactDirectoryName : DirectoryName;
        return name.SequenceEqual(directory) ? SelectDirectory() : SelectApplication(name);
    }

    private CardApplication[] Listed() =>
        [.. applications.Where(application => application.State == AppletState.Active && IsHere(application))];

    private bool IsHere(CardApplication application) =>
        Interface == AppletInterface.Contactless || application.Personalisation.Contact is not null;

    private ResponseApdu SelectDirectory()
    {
        var listed = Listed();
        if (listed.Length == 0)
        {
            return Refuse(StatusWord.FileNotFound);
        }

        _isDirectorySelected = Interface == AppletInterface.Contact;
        return Answer(_isDirectorySelected ? CardAnswers.ContactDirectory() : CardAnswers.Directory(listed));
    }

    /// <summary>The records of file 1, one application each, until there are no more (EMV Book 1, 12.2.3).</summary>
    private ResponseApdu ReadDirectory(CommandHeader header)
    {
        var listed = Listed();
        return 0 switch
        {
            _ when (header.Parameter2 & 0x07) != 0x04 => Refuse(StatusWord.WrongParameters),
            _ when header.Parameter2 >> 3 != 1 => Refuse(StatusWord.FileNotFound),
            _ when header.Parameter1 < 1 || header.Parameter1 > listed.Length => Refuse(StatusWord.RecordNotFound),
            _ => Answer(CardAnswers.ContactDirectoryRecord(listed[header.Parameter1 - 1])),
        };
    }

    private ResponseApdu SelectApplication(ReadOnlySpan<byte> name)
    {
        CardApplication? found = null;
        foreach (var application in applications)
        {
            if (IsHere(application) && application.Personalisation.Identifier.Span.SequenceEqual(name))
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

        _transaction = new CardTransaction(found, verification, Interface) { IsTransit = IsTransit };
        var status = found.State == AppletState.Active ? StatusWord.Success : StatusWord.SelectedFileInvalidated;
        return new ResponseApdu(CardAnswers.FileControl(found, Interface), status);
    }

    private void Deselect()
    {
        _transaction = null;
        _isDirectorySelected = false;
    }
}
