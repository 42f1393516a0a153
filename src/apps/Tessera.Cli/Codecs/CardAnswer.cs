// ISO/IEC 7816-4 section 5.6: the two status bytes behind the body of a card's answer.
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary>Traces show answers with and without the status bytes; this tells which.</summary>
internal static class CardAnswer
{
    /// <summary>
    /// Takes the last two bytes for a status when they have the form 6xxx or 9xxx and what stands before them is
    /// complete; else there is none.
    /// </summary>
    public static bool TrySplit(ReadOnlyMemory<byte> answer, out ReadOnlyMemory<byte> body, out string? status)
    {
        var hasStatus = answer.Length >= 2
            && (answer.Span[^2] & 0xF0) is 0x60 or 0x90
            && BerTlv.TryReadTree(answer[..^2], out _, out _);
        body = hasStatus ? answer[..^2] : answer;
        status = hasStatus ? Hex.Write(answer.Span[^2..]) : null;
        return hasStatus;
    }
}
