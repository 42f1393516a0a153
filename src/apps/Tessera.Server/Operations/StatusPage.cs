using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Tessera.Server.World;

namespace Tessera.Server.Operations;

/// <summary>The page at <c>/</c>: addresses and live counters. It is complete without script; the script only keeps
/// the numbers moving. Texts are a table, not a culture.</summary>
internal sealed class StatusPage(LiveCounters counters, TesseraWorld world, IServer server)
{
    private static readonly string Template = Encoding.UTF8.GetString(EmbeddedPages.Find("status.html"));

    private static readonly Dictionary<string, Dictionary<string, string>> Texts =
        JsonSerializer.Deserialize(EmbeddedPages.Find("status.texts.json"), PageJson.Default.Texts)!;

    public Task WriteAsync(HttpContext context)
    {
        var language = Language(context.Request);
        var page = new StringBuilder(Template);
        page.Replace("{{language}}", language);
        foreach (var (name, text) in Texts[language])
        {
            page.Replace("{{t:" + name + "}}", WebUtility.HtmlEncode(text));
        }

        var view = counters.Read(world.Projections.Lag);
        Put(page, "uptime_seconds", view.UptimeSeconds);
        Put(page, "journal_head", view.JournalHead);
        Put(page, "payments_approved", view.PaymentsApproved);
        Put(page, "payments_declined", view.PaymentsDeclined);
        Put(page, "tokens_activated", view.TokensActivated);
        Put(page, "commands_decided", view.CommandsDecided);
        Put(page, "weak_terminals", view.WeakTerminals);
        Put(page, "reveals_refused", view.RevealsRefused);
        Put(page, "projection_rows_behind", view.ProjectionRowsBehind);
        page.Replace("{{addresses}}", Addresses());
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page.ToString(), context.RequestAborted);
    }

    private static string Language(HttpRequest request)
    {
        string? asked = request.Query["lang"];
        if (asked is not null && Texts.ContainsKey(asked))
        {
            return asked;
        }

        return request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase)
            ? "zh-Hans" : "en";
    }

    private static void Put(StringBuilder page, string name, long value)
        => page.Replace("{{" + name + "}}", value.ToString(CultureInfo.InvariantCulture));

    private string Addresses()
    {
        var list = new StringBuilder();
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var text = WebUtility.HtmlEncode(address);
            list.Append("<li><a href=\"").Append(text).Append("\">").Append(text).Append("</a></li>");
        }

        return list.ToString();
    }
}
