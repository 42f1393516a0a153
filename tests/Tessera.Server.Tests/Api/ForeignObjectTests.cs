using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tessera.Client.Controls;
using Tessera.Client.Directory;
using Tessera.Client.Operations;
using Tessera.Core.Directory;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>Every route with an id, asked for another's object by a role that may use the route: it does not
/// exist.</summary>
public sealed class ForeignObjectTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["/v1/provisionings/{id}/accept_terms"] = """{"terms_version":1}""",
        ["/v1/provisionings/{id}/link"] = """{"signals":{"device_score":5,"account_score":5}}""",
        ["/v1/provisionings/{id}/send_code"] = """{"method":"sms"}""",
        ["/v1/provisionings/{id}/submit_code"] = """{"code":"123456"}""",
        ["/v1/provisionings/{id}/confirm_identity"] = "{}",
        ["/v1/provisionings/{id}/confirm_by_app"] = """{"days_since_bound":400}""",
        ["/v1/provisionings/{id}/confirm"] = """{"key_id":1}""",
        ["/v1/tokens/{id}/credentials"] = """{"key_id":1,"key_number":1,"proof":"0011223344556677"}""",
        ["/v1/payments/{id}/captures"] = """{"amount":1,"currency":"USD"}""",
        ["/v1/payments/{id}/refunds"] = """{"amount":1,"currency":"USD"}""",
        ["/v1/chargebacks/{id}/represent"] = """{"evidence":"slip"}""",
        ["/v1/accounts/{id}/deposits"] = """{"amount":1,"currency":"USD"}""",
        ["/v1/accounts/{id}/controls"] = """{"controls":{}}""",
        ["/v1/tokens/{id}/controls"] = """{"controls":{}}""",
        ["/v1/cards/{id}/reissue"] = """{"expiry":"2032-12"}""",
        ["/v1/merchants/{id}/acceptance"] = """{"refused_systems":[]}""",
        ["/v1/merchants/{id}/terms"] =
            """{"fee_plan":"blended","fee_basis_points":1,"fee_fixed":0,"reserve_basis_points":0,"reserve_days":0}""",
    };

    [Fact]
    public async Task Another_participant_finds_nothing_and_moves_nothing()
    {
        var own = await OwnObjectsAsync();
        var strangers = new Dictionary<ApiKeyRole, string>
        {
            [ApiKeyRole.Issuer] = await StrangerAsync(ParticipantRole.Issuer, 101),
            [ApiKeyRole.Acquirer] = await StrangerAsync(ParticipantRole.Acquirer, 102),
            [ApiKeyRole.Wallet] = await StrangerAsync(ParticipantRole.Wallet, 103),
            [ApiKeyRole.Merchant] = server.Host.DemoKeys!.Books,
        };
        var head = server.JournalHead;
        var asked = 0;
        foreach (var row in RouteTable.Rows.Where(row => own.ContainsKey(Resource(row.Pattern))))
        {
            foreach (var role in row.Roles.Where(strangers.ContainsKey))
            {
                var path = row.Pattern.Replace("{id}", own[Resource(row.Pattern)], StringComparison.Ordinal);
                var status = await SendAsync(row, path, strangers[role]);
                Assert.True(status == HttpStatusCode.NotFound, $"{role} {row.Method} {row.Pattern}: {status}");
                asked++;
            }
        }

        Assert.True(asked > 30, $"{asked} asked");
        Assert.Equal(head, server.JournalHead);
    }

    private static string Resource(string pattern)
        => pattern.Contains("{id}", StringComparison.Ordinal) ? pattern.Split('/')[2] : "";

    private async Task<Dictionary<string, string>> OwnObjectsAsync()
    {
        var (pan, card, account) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals());
        await phone.CompleteAsync(linked.Id);
        var paid = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today)));
        await server.Issuer.Accounts.SetControlsAsync(account, new SpendingControls { StepUpAbove = 100 });
        var waits = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 101, phone.Tap(101, DemoServer.Today)));
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["step_ups"] = waits.Id,
            ["cards"] = card.Id,
            ["accounts"] = account,
            ["provisionings"] = linked.Id,
            ["tokens"] = phone.Token,
            ["devices"] = phone.Device,
            ["payments"] = paid.Id,
            ["merchants"] = DemoIds.Coffee.ToString(),
            ["terminals"] = DemoIds.CoffeeTill.ToString(),
        };
    }

    private async Task<string> StrangerAsync(ParticipantRole role, int book)
    {
        var participant = await server.Operator.Participants.CreateAsync(new CreateParticipant
        {
            Name = $"Stranger {book}",
            Roles = [role],
            Book = book,
            Code = $"777{book}",
            Country = 840,
        });
        var key = await server.Operator.ApiKeys.CreateAsync(new CreateApiKey
        {
            Name = $"stranger {book}",
            Role = role.ToString().ToLowerInvariant(),
            Owner = participant.Id,
        });
        return key.Secret!;
    }

    private async Task<HttpStatusCode> SendAsync(RouteRow row, string path, string secret)
    {
        var query = row.Pattern.EndsWith("/credentials", StringComparison.Ordinal) ? "?profile=qvsdc" : "";
        using var message = new HttpRequestMessage(new HttpMethod(row.Method), path + query);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (row.Method == "POST")
        {
            message.Content = new StringContent(
                Bodies.GetValueOrDefault(row.Pattern, "{}"), Encoding.UTF8, "application/json");
            message.Headers.TryAddWithoutValidation("Idempotency-Key", "foreign");
        }

        using var answer = await server.Http.SendAsync(message);
        return answer.StatusCode;
    }
}
