using Tessera.Core.Directory;

namespace Tessera.Server.Switch;

/// <summary>A whole request of a participant whose right to send it is established.</summary>
/// <param name="Message">The bytes as received; they are parsed again where the answer is written.</param>
/// <param name="Sender">To whom the link belongs.</param>
/// <param name="Answers">Writes the link's answers.</param>
internal readonly record struct SwitchRequest(byte[] Message, Participant Sender, AnswerWriter Answers);
