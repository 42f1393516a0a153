using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>What an answer says beyond the elements that it echoes.</summary>
internal readonly record struct AnswerFields(ResponseCode Code)
{
    /// <summary>DE38, empty when there is none.</summary>
    public string ApprovalCode { get; init; } = "";

    /// <summary>DE44: the place of a fault in the request, never a value.</summary>
    public string FaultPath { get; init; } = "";

    /// <summary>DE55 objects of the issuer's answer, such as tag 91.</summary>
    public ReadOnlyMemory<byte> ChipObjects { get; init; }
}
