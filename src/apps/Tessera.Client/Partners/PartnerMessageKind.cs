using System.Text.Json.Serialization;
using Tessera.Client.Wire;

namespace Tessera.Client.Partners;

[JsonConverter(typeof(TolerantEnumConverter<PartnerMessageKind>))]
public enum PartnerMessageKind
{
    Unknown = 0,

    /// <summary>A payment was approved in the issuer's place (0120).</summary>
    Advice = 1,

    /// <summary>Nothing shall come of a payment (0420).</summary>
    Reversal = 2,

    /// <summary>A capture, for posting (0220).</summary>
    Presentment = 3,

    /// <summary>A refund, for posting (0220).</summary>
    RefundPresentment = 4,
}
