using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Http;

/// <summary>Every answer carries its own Request-Id.</summary>
internal static class RequestId
{
    public const string Header = "Request-Id";

    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Of(HttpContext context) => (string)context.Items[Header]!;

    public static Task StampAsync(HttpContext context, RequestDelegate next)
    {
        var id = "req_" + RandomNumberGenerator.GetString(Alphabet, 26);
        context.Items[Header] = id;
        context.Response.Headers[Header] = id;
        return next(context);
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
