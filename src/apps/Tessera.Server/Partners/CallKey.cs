using Tessera.Iso8583;

namespace Tessera.Server.Partners;

/// <summary>What joins an answer to its request: the response type, DE7, DE11, DE32 and DE33; 0 where one is absent.
/// </summary>
internal readonly record struct CallKey(MessageType Type, ulong Time, ulong Trace, ulong Acquirer, ulong Forwarder)
{
    public static CallKey OfRequest(in IsoMessage request) => Of(request, request.Type.Response);

    public static CallKey OfAnswer(in IsoMessage answer) => Of(answer, answer.Type);

    private static CallKey Of(in IsoMessage message, MessageType type) => new(
        type, Number(message, 7), Number(message, 11), Number(message, 32), Number(message, 33));

    private static ulong Number(in IsoMessage message, int field) =>
        message[field].TryReadNumber(out ulong value) ? value : 0;
}
