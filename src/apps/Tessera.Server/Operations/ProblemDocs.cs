using System.Net;
using System.Text;

namespace Tessera.Server.Operations;

/// <summary>A page for every problem type, made from the catalogue, so that each <c>type</c> opens.</summary>
internal static class ProblemDocs
{
    public static IResult Index()
    {
        var body = new StringBuilder("<h1>Problems</h1><table><tr><th>code</th><th>status</th><th>meaning</th></tr>");
        foreach (var kind in ProblemCatalogue.All)
        {
            body.Append("<tr><td><a href=\"").Append(kind.TypeUri).Append("\"><code>").Append(kind.Code)
                .Append("</code></a></td><td>").Append(kind.Status).Append("</td><td>")
                .Append(WebUtility.HtmlEncode(kind.Title)).Append("</td></tr>");
        }

        return Html("Problems", body.Append("</table>").ToString());
    }

    public static IResult Page(string code)
    {
        if (ProblemCatalogue.Find(code) is not { } kind)
        {
            return Results.NotFound();
        }

        var body = $"<p><a href=\"/docs/problems\">Problems</a></p><h1>{WebUtility.HtmlEncode(kind.Title)}</h1>"
            + $"<p>Code <code>{kind.Code}</code>, HTTP status {kind.Status}.</p>"
            + $"<p>{WebUtility.HtmlEncode(kind.Advice)}</p>";
        return Html(kind.Title, body);
    }

    /// <summary>The terms of the demo programme; an operator puts its own here.</summary>
    public static IResult Terms(string version)
        => version == "1"
            ? Html("Terms", "<h1>Terms</h1><p>The card is shown on this phone by a token that stands for its number. "
                + "You may remove it at any time. Report a lost phone at once.</p>")
            : Results.NotFound();

    private static IResult Html(string title, string body)
        => Results.Text(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + $"<title>{WebUtility.HtmlEncode(title)} - Tessera</title>"
            + $"<link rel=\"stylesheet\" href=\"/assets/status.css\"></head><body><main>{body}</main></body></html>",
            "text/html; charset=utf-8");
}
