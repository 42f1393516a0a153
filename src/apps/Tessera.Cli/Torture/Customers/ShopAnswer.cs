using System.Net;
using System.Text.Json;

namespace Tessera.Cli.Torture.Customers;

/// <summary>What the server answered over HTTP, to the byte.</summary>
internal sealed record ShopAnswer(HttpStatusCode Status, string Body)
{
    public bool IsYes => (int)Status is >= 200 and < 300;

    public bool IsDecline => Status == HttpStatusCode.PaymentRequired;

    public string Text(string member)
    {
        using var body = JsonDocument.Parse(Body);
        return body.RootElement.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";
    }
}
