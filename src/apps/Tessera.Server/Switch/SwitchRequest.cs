using Tessera.Core.Directory;
using Tessera.Iso8583;
using Tessera.Journal.Shards;

namespace Tessera.Server.Switch;

/// <summary>A whole request of a participant whose right to send it is established.</summary>
/// <param name="Type">The message's type.</param>
/// <param name="Message">The bytes as received, valid until the answer; they are parsed again where it is written.
/// </param>
/// <param name="Sender">To whom the link belongs.</param>
/// <param name="Answers">Writes the link's answers.</param>
/// <param name="Lane">Where the link takes up what the shard has decided.</param>
internal readonly record struct SwitchRequest(
    MessageType Type, ReadOnlyMemory<byte> Message, Participant Sender, AnswerWriter Answers, AnswerLane? Lane)
{
    /// <summary>An advice is repeated until it is taken, and of a repeat the original may be decided: who cannot say
    /// what became of it is silent.</summary>
    public bool ComesAgain => Type.Function == 2 || Type.IsRepeat;
}
