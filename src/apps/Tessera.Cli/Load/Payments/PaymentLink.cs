using System.Buffers.Text;
using System.Text;
using Tessera.Cli.Load.Wire;

namespace Tessera.Cli.Load.Payments;

/// <summary>An HTTP/1.1 connection that is kept alive; answers come in the order of their requests.</summary>
internal sealed class PaymentLink(PreparedMessages messages) : LoadLink(messages)
{
    private const int StatusAt = 9;

    private static ReadOnlySpan<byte> HeadersEnd => "\r\n\r\n"u8;

    private static ReadOnlySpan<byte> LengthHeader => "Content-Length: "u8;

    private static ReadOnlySpan<byte> CodeMember => "\"code\":\""u8;

    protected override int Hear(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (TryTake(bytes[taken..], out var length, out var refusal))
        {
            taken += length;
            Count(Answered, refusal);
        }

        return taken;
    }

    private static bool TryTake(ReadOnlySpan<byte> bytes, out int length, out string? refusal)
    {
        (length, refusal) = (0, null);
        var headers = bytes.IndexOf(HeadersEnd);
        if (headers < 0)
        {
            return false;
        }

        var at = bytes[..headers].IndexOf(LengthHeader);
        if (at < 0 || !Utf8Parser.TryParse(bytes[(at + LengthHeader.Length)..headers], out int content, out _))
        {
            throw new LoadException("An answer does not say how long it is.");
        }

        length = headers + HeadersEnd.Length + content;
        if (bytes.Length < length)
        {
            return false;
        }

        if (bytes[StatusAt] != '2')
        {
            refusal = CodeOf(bytes[headers..length], bytes.Slice(StatusAt, 3));
        }

        return true;
    }

    private static string CodeOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> status)
    {
        var start = body.IndexOf(CodeMember);
        if (start < 0)
        {
            return Encoding.ASCII.GetString(status);
        }

        var code = body[(start + CodeMember.Length)..];
        return Encoding.ASCII.GetString(code[..Math.Max(0, code.IndexOf((byte)'"'))]);
    }
}
