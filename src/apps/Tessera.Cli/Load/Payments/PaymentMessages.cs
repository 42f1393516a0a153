using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Cli.Load.Wire;
using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Emv.InApp;
using Tessera.Primitives;

namespace Tessera.Cli.Load.Payments;

/// <summary>Orders paid in apps of several shops: each phone's in-app cryptogram for the shop, order and amount, as a
/// whole HTTP request with an idempotency key of its own.</summary>
internal sealed class PaymentMessages(Uri address, IReadOnlyList<PaymentShop> shops, DateTimeOffset at)
{
    private const long AmountMinor = 100;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly string run = Guid.NewGuid().ToString("N");

    /// <summary>Requests of one connection; phones and shops take turns.</summary>
    public PreparedMessages Make(VolatilePhone[] phones, int connection, int count)
    {
        var made = new PreparedMessages();
        for (var i = 0; i < count; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{run}-{connection}-{i}");
            made.Add(Make(phones[i % phones.Length], shops[(connection + i) % shops.Count], key));
        }

        return made;
    }

    private byte[] Make(VolatilePhone phone, PaymentShop shop, string key)
    {
        var paid = phone.PayInApp(new InAppOrder(shop.Till.ShopId, key, new Money(AmountMinor, Currency.Usd)), at);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new CreateInAppPayment
            {
                Terminal = shop.Till.Id,
                Amount = AmountMinor,
                Currency = Currency.Usd.Code,
                TokenNumber = paid.TokenNumber,
                TokenExpiry = paid.TokenExpiry,
                SequenceNumber = paid.SequenceNumber,
                InApp = new InAppProof(paid.Cryptogram, key),
            },
            Json);
        var headers = string.Create(CultureInfo.InvariantCulture, $"""
            POST /v1/payments HTTP/1.1
            Host: {address.Authority}
            Authorization: Bearer {shop.Key}
            Idempotency-Key: {key}
            Content-Type: application/json
            Content-Length: {body.Length}


            """);
        return [.. Encoding.ASCII.GetBytes(headers.ReplaceLineEndings("\r\n")), .. body];
    }
}
