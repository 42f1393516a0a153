using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Http;

/// <summary>Every answer carries its own Request-Id.</summary>
internal static class RequestId
{
    public const string Header = "Request-Id";

    private const int Characters = 26;

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    [ThreadStatic]
    private static byte[]? ownBytes;

    [ThreadStatic]
    private static int left;

    public static string Of(HttpContext context) => (string)context.Items[Header]!;

    public static Task StampAsync(HttpContext context, RequestDelegate next)
    {
        var id = New();
        context.Items[Header] = id;
        context.Response.Headers[Header] = id;
        return next(context);
    }

    /// <summary>26 characters at random. Asking the system's generator each time would cost more than all the rest, so
    /// each thread asks for many at once.</summary>
    private static string New()
    {
        if (ownBytes is null || left < Characters)
        {
            ownBytes ??= new byte[Characters * 64];
            RandomNumberGenerator.Fill(ownBytes);
            left = ownBytes.Length;
        }

        left -= Characters;
        Span<char> text = stackalloc char[4 + Characters];
        "req_".CopyTo(text);
        for (var i = 0; i < Characters; i++)
        {
            text[4 + i] = Alphabet[ownBytes[left + i] & 31];
        }

        return new string(text);
    }

    /// <summary>The request that decided a command, the same text on every delivery: a repeat's body must be equal to
    /// the first byte by byte.</summary>
    public static string OfCommand(UInt128 commandId)
    {
        var text = new StringBuilder("req_", 30);
        for (var shift = 125; shift >= 0; shift -= 5)
        {
            text.Append(Alphabet[(int)((commandId >> shift) & 31)]);
        }

        return text.ToString();
    }
}
