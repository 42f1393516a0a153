using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Partners;

/// <summary>The answer to a call, whole and verified, in the dialect of its link.</summary>
internal sealed record CallAnswer(byte[] Bytes, Dialect Dialect)
{
    /// <summary>False where the request never left, so that nobody can have carried it out.</summary>
    public bool IsSent => Bytes.Length > 0;

    public IsoMessage Message
    {
        get
        {
            bool isRead = IsoMessage.TryRead(Bytes, Dialect, out IsoMessage message, out _);
            Invariant.Check(isRead, "an answer was read when it was taken");
            return message;
        }
    }

    /// <summary>DE39, <c>default</c> when it has none.</summary>
    public ResponseCode Code => IsSent && Message.TryReadResponseCode(out ResponseCode code, out _) ? code : default;
}
