using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.Client;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Phones;

/// <summary>The token service as a phone sees it: speaks the API, seals real keys, and can lose answers.</summary>
internal sealed class FakeTokenService : HttpMessageHandler
{
    public const string TokenNumber = "9999100000000016";
    public const string Code = "123456";
    public const byte KeyId = 7;

    private static readonly byte[] IssuerKey = Hex.Read("9E15204313F7318ACB79B90BD986AD29");
    private byte[] _devicePoint = [];
    private bool _isConfirmed;

    public List<string> Calls { get; } = [];

    /// <summary>Idempotency keys of the confirmations that came.</summary>
    public List<string> Confirmations { get; } = [];

    /// <summary>Path ends whose answers are lost.</summary>
    public HashSet<string> Lost { get; } = new(StringComparer.Ordinal);

    public string Path { get; set; } = "yellow";

    public string TokenState { get; set; } = "active";

    public int CryptogramVersion { get; set; } = 0xE1;

    public string Profile { get; set; } = "qvsdc";

    /// <summary>Seals to a stranger's key when true.</summary>
    public bool SealsToStranger { get; set; }

    public TesseraClient Client() => new(
        new HttpClient(this) { BaseAddress = new Uri("http://fake.invalid") },
        new TesseraClientOptions { Attempts = 1 });

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var route = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        Calls.Add(route);
        var text = request.Content is null ? "{}" : await request.Content.ReadAsStringAsync(cancellationToken);
        if (route.EndsWith("confirm", StringComparison.Ordinal))
        {
            Confirmations.Add(request.Headers.GetValues("Idempotency-Key").Single());
        }

        var answer = Answer(route, JsonNode.Parse(text)!.AsObject());
        if (Lost.Any(end => route.EndsWith(end, StringComparison.Ordinal)))
        {
            throw new HttpRequestException("the answer is lost");
        }

        return answer;
    }

    private static HttpResponseMessage Ok(JsonObject body) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    private static HttpResponseMessage Problem(int status, string code) => new((HttpStatusCode)status)
    {
        Content = new StringContent(
            new JsonObject { ["status"] = status, ["code"] = code }.ToJsonString(), Encoding.UTF8, "application/json"),
    };

    private HttpResponseMessage Answer(string route, JsonObject body)
    {
        switch (route)
        {
            case "POST /v1/devices":
                _devicePoint = Convert.FromBase64String(body["public_key"]!.GetValue<string>());
                return Ok(new JsonObject { ["id"] = "dev_1", ["state"] = "in_use" });
            case "POST /v1/provisionings":
                return Ok(new JsonObject
                {
                    ["id"] = "prv_1",
                    ["state"] = "eligible",
                    ["terms"] = new JsonObject { ["version"] = 3 },
                    ["card_last_four"] = "0008",
                });
            case "POST /v1/provisionings/prv_1/accept_terms":
                var isCurrent = body["terms_version"]!.GetValue<int>() == 3;
                return isCurrent ? State("terms_accepted") : Problem(422, "terms_old");
            case "POST /v1/provisionings/prv_1/link":
                return Linked();
            case "POST /v1/provisionings/prv_1/send_code":
                return State("step_up");
            case "POST /v1/provisionings/prv_1/submit_code":
                return body["code"]!.GetValue<string>() == Code ? State("approved") : Problem(422, "code_wrong");
            case "GET /v1/provisionings/prv_1/credentials":
                return _isConfirmed ? Problem(409, "step_out_of_order") : Ok(Credentials());
            case "POST /v1/provisionings/prv_1/confirm":
                _isConfirmed = true;
                return State("completed");
            default:
                return Ok(new JsonObject { ["id"] = "tok_1", ["state"] = TokenState });
        }
    }

    private HttpResponseMessage State(string state) =>
        Ok(new JsonObject { ["id"] = "prv_1", ["state"] = state, ["token"] = "tok_1" });

    private HttpResponseMessage Linked() => Ok(new JsonObject
    {
        ["id"] = "prv_1",
        ["state"] = Path switch { "green" => "approved", "red" => "declined", _ => "step_up" },
        ["path"] = Path,
        ["token"] = "tok_1",
        ["code_methods"] = new JsonArray(new JsonObject { ["kind"] = "sms", ["destination"] = "*** 42" }),
    });

    private JsonObject Credentials()
    {
        Assert.True(Pan.TryRead(TokenNumber, out var pan, out _));
        var aes = new byte[16];
        var tripleDes = new byte[16];
        CardKey.DeriveC(IssuerKey, new CardIdentity(pan, 1), aes);
        CardKey.DeriveA(IssuerKey, new CardIdentity(pan, 1), tripleDes);
        using var keys = new DeviceCardKeys(
            new PinnedKey(KeyAlgorithm.TripleDes, tripleDes), new PinnedKey(KeyAlgorithm.Aes, aes));
        var content = new byte[DeviceCardKeys.MaximumBytes];
        var length = keys.Write(content);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(stranger, point);
        Assert.True(DeviceKeyEnvelope.TrySeal(
            ephemeral,
            SealsToStranger ? point : _devicePoint,
            DeviceKeyEnvelope.Context("tok_1", KeyId),
            content.AsSpan(0, length),
            out var envelope));
        return new JsonObject
        {
            ["token"] = "tok_1",
            ["key_id"] = KeyId,
            ["envelope"] = Convert.ToBase64String(envelope),
            ["profile"] = new JsonObject
            {
                ["token_number"] = TokenNumber,
                ["sequence_number"] = 1,
                ["expiry"] = "2030-12",
                ["application_id"] = "F0544553534552410101",
                ["profile"] = Profile,
                ["cryptogram_version"] = CryptogramVersion,
                ["country_code"] = 840,
                ["currency_code"] = 840,
            },
        };
    }
}
