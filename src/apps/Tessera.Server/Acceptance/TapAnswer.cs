using Tessera.Core;

namespace Tessera.Server.Acceptance;

/// <summary>What became of a tap: the committed decision, how it reads outside, and what goes back to the
/// card.</summary>
public sealed record TapAnswer(Reply.PaymentDecided Decision, RefusalRow? Decline, byte[] EmvResponse, bool IsRepeat)
{
    private const string Approved = "00";

    /// <summary>DE39.</summary>
    public string ResponseCode => Decline?.De39 ?? Approved;
}
