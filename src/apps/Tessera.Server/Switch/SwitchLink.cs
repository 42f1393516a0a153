using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Iso8583;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Partners;

namespace Tessera.Server.Switch;

/// <summary>
/// One link's conversation below sockets: bytes of a message in, bytes of the answer out, and requests of our own on
/// the same link. It belongs to one participant from its sign-on (0800) on; nothing else is taken before, and nothing
/// in another's name after. With zone keys, what does not verify is counted and not answered.
/// </summary>
internal sealed class SwitchLink
{
    private const ParticipantRoles Routes = ParticipantRoles.Issuer | ParticipantRoles.Network;
    private const ParticipantRoles Askers = ParticipantRoles.Acquirer | ParticipantRoles.Network;

    private static readonly byte[] Silence = [];
    private readonly SwitchDoor door;
    private readonly OutgoingCalls calls;
    private readonly string bound;
    private AnswerWriter answers;
    private Participant? sender;
    private bool isClosed;
    private int traces = Random.Shared.Next(1_000_000);

    /// <summary>A link that the peer opened; a certificate may say whose it is.</summary>
    public SwitchLink(SwitchDoor door, string bound = "")
    {
        this.door = door;
        this.bound = bound;
        calls = new OutgoingCalls(door.Time, door.Settings.MaxCalls);
        answers = new AnswerWriter(door.Settings.Dialect);
    }

    /// <summary>A link that we opened to a participant; it takes messages after <see cref="SignOnAsync"/>.</summary>
    public SwitchLink(SwitchDoor door, Participant partner)
        : this(door, partner.Code)
    {
        sender = partner;
        answers = new AnswerWriter(door.Settings.DialectOf(partner.Code)) { Mac = MacOf(partner.Code) };
    }

    public bool IsSignedOn { get; private set; }

    /// <summary>Whether requests of ours go out on it.</summary>
    public bool IsRoute => IsSignedOn && (sender!.Roles & Routes) != ParticipantRoles.None;

    /// <summary>The participant's code, <c>none</c> before the sign-on.</summary>
    public string Owner => sender?.Code ?? "none";

    /// <summary>Set when the link must end after what is in flight.</summary>
    public CloseReason Ending { get; private set; }

    /// <summary>Puts a message of ours on its way; false when it cannot go.</summary>
    public Func<byte[], bool> Send { private get; set; } = _ => false;

    /// <summary>Where what the shard has decided for this link is taken up; without one, anywhere.</summary>
    public AnswerLane? Lane { private get; set; }

    /// <summary>Takes one message, whose bytes stay as they are until it is answered; an empty answer is none. Calls do
    /// not overlap. A link that is full decides no more payments for now.</summary>
    public ValueTask<byte[]> ReceiveAsync(ReadOnlyMemory<byte> bytes, bool isFull = false)
    {
        ChooseDialect(bytes.Span);
        bool isRead = IsoMessage.TryRead(bytes.Span, answers.Dialect, out IsoMessage message, out ParseError error);
        if (message.Type == default)
        {
            Ending = CloseReason.UnreadableType;
            return new(Silence);
        }

        if (!message.Type.IsRequest)
        {
            door.Counters.UnaskedIgnored();
            return new(Silence);
        }

        // An answer echoes what was sent, under our code: whoever cannot make a code must not get one this way.
        if (door.ZoneKeys is not null && !(isRead && IsAuthentic(message)))
        {
            door.Counters.SecurityRefused();
            return new(Silence);
        }

        if (!isRead)
            return new(RefuseFormat(message, error));
        if (message.Type.Class == 8)
            return new(Manage(message));
        if (sender is null || (sender.Roles & Askers) == ParticipantRoles.None || !Names(message, sender))
            return new(RefuseSender(message));
        SwitchRequest request = new(message.Type, bytes, sender, answers, Lane);
        return isFull ? new(RefuseFull(request, message)) : door.Handle(request, message);
    }

    /// <summary>Takes an answer to a request of ours at once: behind requests it might wait for itself.</summary>
    public bool TryTakeAnswer(ReadOnlySpan<byte> bytes)
    {
        if (!calls.IsAny
            || !IsoMessage.TryRead(bytes, answers.Dialect, out IsoMessage message, out _)
            || message.Type.IsRequest)
            return false;
        if (!IsAuthentic(message))
            door.Counters.SecurityRefused();
        else if (!calls.TryAnswer(message))
            door.Counters.UnaskedIgnored();
        return true;
    }

    /// <summary>Null when no answer came in time: whether the request was carried out is then unknown.</summary>
    public async Task<CallAnswer?> CallAsync(OutgoingMessage message, TimeSpan limit)
    {
        Dialect dialect = answers.Dialect;
        byte[] bytes = message.Write(dialect, answers.Mac);
        return await calls.RunAsync(KeyOf(bytes, dialect), bytes, Send, limit) is { } answer
            ? new CallAnswer(answer, dialect) : null;
    }

    /// <summary>For the end that dialled.</summary>
    public async Task<bool> SignOnAsync()
    {
        if (await ManageAsync(SwitchCodes.SignOn) is { } answer && answer.Code.IsApproved)
            Open();
        return IsSignedOn;
    }

    /// <summary>Whether the other end still answers.</summary>
    public async Task<bool> EchoAsync() => await ManageAsync(SwitchCodes.Echo) is { IsSent: true };

    /// <summary>Sends the next zone key (0800/161) and uses it once the other end has it; the one before stays in use
    /// when the answer is lost.</summary>
    public async Task<bool> ChangeKeyAsync() =>
        answers.Mac is { } mac
        && await ManageAsync(SwitchCodes.KeyChange, mac.NextKey()) is { } answer
        && answer.Code.IsApproved
        && mac.TryUseNextKey();

    /// <summary>Nobody waits for answers any more and nobody finds the route.</summary>
    public void Close()
    {
        lock (calls)
        {
            isClosed = true;
            if (IsRoute)
                door.Partners.Remove(Owner, this);
        }

        calls.Close();
    }

    private void Open()
    {
        lock (calls)
        {
            IsSignedOn = !isClosed;
            if (IsRoute)
                door.Partners.Add(Owner, this);
        }
    }

    private static CallKey KeyOf(byte[] bytes, Dialect dialect)
    {
        _ = IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out _);
        return CallKey.OfRequest(message);
    }

    private Task<CallAnswer?> ManageAsync(int function, string data = "")
    {
        ulong trace = (ulong)((Interlocked.Increment(ref traces) & int.MaxValue) % 1_000_000);
        OutgoingMessage message = new OutgoingMessage(0x0800)
            .At(door.Time.GetUtcNow(), trace)
            .With(33, door.OwnCode)
            .With(48, data)
            .With(70, function.ToString("D3", System.Globalization.CultureInfo.InvariantCulture));
        return CallAsync(message, door.Settings.CallTime);
    }

    /// <summary>Before the sign-on the participant that the message names decides what its bytes mean.</summary>
    private void ChooseDialect(ReadOnlySpan<byte> bytes)
    {
        SwitchSettings settings = door.Settings;
        if (sender is not null || settings.Dialects.IsEmpty)
            return;
        foreach (Dialect candidate in settings.Dialects.Values.Prepend(settings.Dialect).Distinct())
        {
            if (IsoMessage.TryRead(bytes, candidate, out IsoMessage message, out _)
                && settings.DialectOf(CodeOf(message)) == candidate)
            {
                answers = new AnswerWriter(candidate);
                return;
            }
        }
    }

    private byte[] Manage(in IsoMessage message)
    {
        if (!message.TryReadNumber(70, out ulong function, out ParseError error))
            return RefuseFormat(message, error);
        bool isSenders = sender is not null && Names(message, sender);
        return function switch
        {
            SwitchCodes.SignOn => SignOn(message),
            SwitchCodes.SignOff or SwitchCodes.KeyChange or SwitchCodes.Echo when !isSenders => RefuseSender(message),
            SwitchCodes.SignOff => SignOff(message),
            SwitchCodes.Echo => Answer(message, ResponseCode.Approved),
            SwitchCodes.KeyChange => ChangeKey(message),
            _ => Answer(message, SwitchCodes.InvalidTransaction),
        };
    }

    /// <summary>DE32 or DE33 names the participant; a link never changes hands.</summary>
    private byte[] SignOn(in IsoMessage message)
    {
        if (sender is not null)
            return Names(message, sender) ? Answer(message, ResponseCode.Approved) : RefuseSender(message);
        string code = CodeOf(message);
        Participant? named = door.Directory().Participants.Values.FirstOrDefault(p => p.Code == code);
        if (named is null
            || (named.Roles & (Routes | Askers)) == ParticipantRoles.None
            || (bound.Length > 0 && bound != code)
            || !Names(message, named))
        {
            // Whoever wrote the message has the key of that code, and takes no answer without one.
            door.Counters.SecurityRefused();
            return new AnswerWriter(answers.Dialect) { Mac = MacOf(code) }.Write(
                message, new AnswerFields(SwitchCodes.BankNotSupported));
        }

        sender = named;
        answers.Mac = MacOf(named.Code);
        Open();
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
    private bool IsAuthentic(in IsoMessage message) =>
        door.ZoneKeys is not { } keys || new LinkMac(keys, sender?.Code ?? CodeOf(message)).IsValid(message);

    private LinkMac? MacOf(string code) => door.ZoneKeys is { } keys ? new LinkMac(keys, code) : null;

    private static string CodeOf(in IsoMessage message) => message[message[33].IsPresent ? 33 : 32].ToText();

    /// <summary>
    /// Both institution elements, where present, must be the participant, and one of them must be there. A network
    /// forwards (DE33) what acquirers of its own (DE32) sent.
    /// </summary>
    private static bool Names(in IsoMessage message, Participant participant)
    {
        FieldView acquirer = message[32];
        FieldView forwarder = message[33];
        if (participant.Roles.HasFlag(ParticipantRoles.Network) && forwarder.IsPresent)
            return forwarder.TextEquals(participant.Code);
        return (acquirer.IsPresent || forwarder.IsPresent)
            && (!acquirer.IsPresent || acquirer.TextEquals(participant.Code))
            && (!forwarder.IsPresent || forwarder.TextEquals(participant.Code));
    }

    private byte[] RefuseFormat(in IsoMessage message, ParseError error)
    {
        door.Counters.FormatErrorAnswered();
        return answers.Write(message, new AnswerFields(ResponseCode.FormatError) { FaultPath = error.Path });
    }

    private byte[] RefuseSender(in IsoMessage message)
    {
        door.Counters.SecurityRefused();
        return Answer(message, SwitchCodes.SecurityViolation);
    }

    private byte[] RefuseFull(SwitchRequest request, in IsoMessage message)
    {
        if (!request.ComesAgain)
            return Answer(message, ResponseCode.SystemMalfunction);
        door.Counters.LeftUnanswered();
        return Silence;
    }

    private byte[] Answer(in IsoMessage message, ResponseCode code) => answers.Write(message, new AnswerFields(code));
}
