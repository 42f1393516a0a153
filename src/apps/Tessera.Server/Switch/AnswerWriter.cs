using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Server.Switch;

/// <summary>
/// Writes the answer to a request: response type, echoed elements, response code. The same request and the same answer
/// give the same bytes.
/// </summary>
internal sealed class AnswerWriter(Dialect dialect)
{
    private const int MaxAnswerBytes = 2048;
    private const int MaxFaultPath = 25;

    // ISO 8583:1987 table of responses: these come back as they were sent. The others are the answer's own.
    private static readonly byte[] Order =
        [2, 3, 4, 7, 11, 12, 13, 32, 33, 37, 38, 39, 41, 42, 44, 49, 55, 70];

    public Dialect Dialect => dialect;

    /// <summary>Set at the sign-on of a link that has a zone key.</summary>
    public LinkMac? Mac { get; set; }

    public byte[] Write(in IsoMessage request, in AnswerFields answer)
    {
        // An issuer's approval code and chip objects came in another dialect; what this one cannot say is left out.
        bool isWritten = TryWrite(request, answer, out byte[] bytes)
            || TryWrite(request, answer with { ChipObjects = default }, out bytes)
            || TryWrite(request, answer with { ChipObjects = default, ApprovalCode = "" }, out bytes);
        Invariant.Check(isWritten, "an answer to a readable request fits its buffer");
        return bytes;
    }

    private bool TryWrite(in IsoMessage request, in AnswerFields answer, out byte[] bytes)
    {
        Span<byte> target = stackalloc byte[MaxAnswerBytes];
        IsoWriter writer = new(target, dialect, request.Type.Response);
        foreach (byte field in Order)
            Put(ref writer, request, answer, field);
        Mac?.Write(ref writer);
        bool isWritten = writer.TryFinish(out int byteCount, out _);
        bytes = isWritten ? target[..byteCount].ToArray() : [];
        return isWritten;
    }

    private static void Put(scoped ref IsoWriter writer, in IsoMessage request, in AnswerFields answer, byte field)
    {
        switch (field)
        {
            case 38 when answer.ApprovalCode.Length > 0:
                writer.WriteText(38, answer.ApprovalCode);
                break;
            case 39:
                writer.WriteText(39, answer.Code.ToString());
                break;
            case 44 when answer.FaultPath.Length > 0:
                writer.WriteText(44, answer.FaultPath.AsSpan(0, Math.Min(answer.FaultPath.Length, MaxFaultPath)));
                break;
            case 55 when !answer.ChipObjects.IsEmpty:
                writer.WriteBytes(55, answer.ChipObjects.Span);
                break;
            case 38 or 44 or 55:
                break;
            default:
                writer.Copy(request, field);
                break;
        }
    }
}
