using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Switch;

/// <summary>
/// One link's conversation below sockets: bytes of a message in, bytes of the answer out. It belongs to one participant
/// from its sign-on (0800) on; nothing else is taken before, and nothing in another's name after. With zone keys, what
/// does not verify is counted and not answered.
/// </summary>
internal sealed class SwitchLink(
    SwitchSettings settings,
    SwitchCounters counters,
    Func<DirectoryState> directory,
    Func<SwitchRequest, ValueTask<byte[]>> handle,
    IPaymentHsm? zoneKeys = null)
{
    private static readonly byte[] Silence = [];
    private readonly AnswerWriter answers = new(settings.Dialect);
    private Participant? sender;

    public bool IsSignedOn => sender is not null;

    /// <summary>The participant's code, <c>none</c> before the sign-on.</summary>
    public string Owner => sender?.Code ?? "none";

    /// <summary>Set when the link must end after what is in flight.</summary>
    public CloseReason Ending { get; private set; }

    /// <summary>Takes one message, which it then owns; an empty answer is none. Calls do not overlap.</summary>
    public ValueTask<byte[]> ReceiveAsync(byte[] bytes)
    {
        bool isRead = IsoMessage.TryRead(bytes, settings.Dialect, out IsoMessage message, out ParseError error);
        if (message.Type == default)
        {
            Ending = CloseReason.UnreadableType;
            return new(Silence);
        }

        if (!message.Type.IsRequest)
        {
            counters.UnaskedIgnored();
            return new(Silence);
        }

        // An answer echoes what was sent, under our code: whoever cannot make a code must not get one this way.
        if (zoneKeys is not null && !(isRead && IsAuthentic(message, zoneKeys)))
        {
            counters.SecurityRefused();
            return new(Silence);
        }

        if (!isRead)
            return new(RefuseFormat(message, error));
        if (message.Type.Class == 8)
            return new(Manage(message));
        return sender is not null && Names(message, sender)
            ? handle(new SwitchRequest(bytes, sender, answers))
            : new(RefuseSender(message));
    }

    private byte[] Manage(in IsoMessage message)
    {
        if (!message.TryReadNumber(70, out ulong function, out ParseError error))
            return RefuseFormat(message, error);
        return function switch
        {
            1 => SignOn(message),
            2 when sender is not null && Names(message, sender) => SignOff(message),
            301 when sender is not null && Names(message, sender) => Answer(message, ResponseCode.Approved),
            161 when sender is not null && Names(message, sender) => ChangeKey(message),
            2 or 161 or 301 => RefuseSender(message),
            _ => Answer(message, SwitchCodes.InvalidTransaction),
        };
    }

    /// <summary>DE32 or DE33 names the participant; a link never changes hands.</summary>
    private byte[] SignOn(in IsoMessage message)
    {
        if (sender is not null)
            return Names(message, sender) ? Answer(message, ResponseCode.Approved) : RefuseSender(message);
        string code = CodeOf(message);
        Participant? named = directory().Participants.Values.FirstOrDefault(p => p.Code == code);
        if (named is null || !named.Roles.HasFlag(ParticipantRoles.Acquirer) || !Names(message, named))
        {
            counters.SecurityRefused();
            return Answer(message, SwitchCodes.BankNotSupported);
        }

        sender = named;
        answers.Mac = zoneKeys is null ? null : new LinkMac(zoneKeys, named.Code);
        return Answer(message, ResponseCode.Approved);
    }

    /// <summary>
    /// DE48 carries the key block. The answer still has the key in use: the new one holds here from the first message
    /// that comes under it, so an answer that is lost leaves both ends with the same key.
    /// </summary>
    private byte[] ChangeKey(in IsoMessage message)
    {
        if (!message[48].IsPresent)
            return RefuseFormat(message, new ParseError(ParseErrorCode.Missing, 0, "DE48"));
        bool isChanged = answers.Mac is not null && answers.Mac.TryChangeKey(message[48].ToText());
        return Answer(message, isChanged ? ResponseCode.Approved : SwitchCodes.SecurityViolation);
    }

    private byte[] SignOff(in IsoMessage message)
    {
        Ending = CloseReason.SignedOff;
        return Answer(message, ResponseCode.Approved);
    }

    /// <summary>Before the sign-on the message itself says whose key to check it with.</summary>
    private bool IsAuthentic(in IsoMessage message, IPaymentHsm keys) =>
        new LinkMac(keys, sender?.Code ?? CodeOf(message)).IsValid(message);

    private static string CodeOf(in IsoMessage message) => message[message[33].IsPresent ? 33 : 32].ToText();

    /// <summary>Both institution elements, where present, must be the participant; one of them must be there.</summary>
    private static bool Names(in IsoMessage message, Participant participant)
    {
        FieldView acquirer = message[32];
        FieldView forwarder = message[33];
        return (acquirer.IsPresent || forwarder.IsPresent)
            && (!acquirer.IsPresent || acquirer.TextEquals(participant.Code))
            && (!forwarder.IsPresent || forwarder.TextEquals(participant.Code));
    }

    private byte[] RefuseFormat(in IsoMessage message, ParseError error)
    {
        counters.FormatErrorAnswered();
        return answers.Write(message, new AnswerFields(ResponseCode.FormatError) { FaultPath = error.Path });
    }

    private byte[] RefuseSender(in IsoMessage message)
    {
        counters.SecurityRefused();
        return Answer(message, SwitchCodes.SecurityViolation);
    }

    private byte[] Answer(in IsoMessage message, ResponseCode code) => answers.Write(message, new AnswerFields(code));
}
