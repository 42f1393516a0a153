using System.Net;
using System.Text.RegularExpressions;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Hsm.Vault;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Hsm;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>T15: card numbers are drawn out of the vault by somebody who may ask for one at a time.</summary>
public sealed partial class T15RevealTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly string[] GiveNumbers =
    [
        "/v1/cards/{id}/personalisation", "/v1/provisionings/{id}/credentials", "/v1/tokens/{id}/credentials",
    ];

    [Fact]
    public async Task No_role_reads_a_full_number_from_any_list_or_object()
    {
        var (pan, card, _) = await server.NewCardAsync();
        using var phone = await server.NewPhoneAsync();
        var ids = new[] { card.Id, phone.Token, phone.Device };
        var answers = 0;
        foreach (var (_, secret) in server.Host.DemoKeys!.ByRole())
        {
            foreach (var row in RouteTable.Rows.Where(IsPlainRead))
            {
                foreach (var path in Paths(row.Pattern, ids))
                {
                    var text = await ReadAsync(path, secret);
                    answers += text.Length > 0 ? 1 : 0;
                    Assert.DoesNotContain(pan, text, StringComparison.Ordinal);
                    Assert.DoesNotContain(Numbers().Matches(text), match => Luhn.IsValid(match.Value));
                }
            }
        }

        Assert.True(answers > 50, $"{answers} answers were read");
    }

    [Fact]
    public void Only_issuers_and_wallets_have_routes_that_give_a_number() => Assert.All(
        RouteTable.Rows.Where(row => GiveNumbers.Contains(row.Pattern)),
        row => Assert.All(row.Roles, role => Assert.True(
            role is Core.Directory.ApiKeyRole.Issuer or Core.Directory.ApiKeyRole.Wallet)));

    [Fact]
    public async Task The_thousand_and_first_number_within_an_hour_is_refused_also_after_a_restart()
    {
        using var folder = new HsmFolder();
        var time = new ManualTime();
        Id<VaultRow> row;
        using (var vault = PanVault.Open(folder.File("vault.db"), folder.Hsm.Rows, time))
        {
            row = await vault.StoreAsync(
                Pan.FromNumber(9999_0000_0000_0000, 16), TestContext.Current.CancellationToken);
            for (var i = 0; i < PanVault.CallerRevealsPerHour; i++)
            {
                Assert.Equal(RevealOutcome.Revealed, vault.Reveal(row, RevealReason.Personalisation, out _));
            }
        }

        using var again = PanVault.Open(folder.File("vault.db"), folder.Hsm.Rows, time);
        Assert.Equal(RevealOutcome.OverQuota, again.Reveal(row, RevealReason.Personalisation, out var none));
        Assert.Equal(default, none);
        Assert.True(again.TryReveal(row, RevealReason.IssuerAuthorisation, out _));
        Assert.True(again.TryReveal(row, RevealReason.Clearing, out _));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(RevealOutcome.Revealed, again.Reveal(row, RevealReason.Personalisation, out _));
    }

    [Fact]
    public async Task A_caller_over_the_quota_gets_its_problem_and_the_operator_an_alarm()
    {
        await using var other = new DemoServer();
        await other.InitializeAsync();
        var (_, card, _) = await other.NewCardAsync();
        var row = (await other.Host.World.Shard.QueryAsync(state => state.Cards.AllCards().Single().Pan)).Value;
        for (var i = 0; i < PanVault.CallerRevealsPerHour; i++)
        {
            other.Host.World.Vault.TryReveal(new Id<VaultRow>(row), RevealReason.Personalisation, out _);
        }

        using var device = new PhoneWallet(Path.Combine(other.Folder, "bureau"), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => PlasticCard.PersonaliseAsync(device, other.Issuer, card.Id, CardProfile.Qvsdc, "card"));
        Assert.Equal("reveal_quota", refused.Code);
        var status = await other.Http.GetStringAsync(new Uri("/status", UriKind.Relative));
        Assert.Contains("\"reveals_refused\":", status, StringComparison.Ordinal);
        Assert.DoesNotContain("\"reveals_refused\":0", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_number_is_no_name_of_a_payment_system()
    {
        var refused = await Assert.ThrowsAsync<TesseraProblemException>(
            () => server.Coffee.Payments.ReportRefusedAttemptAsync(
                new RefusedAttempt(DemoIds.CoffeeTill.ToString(), "card 9999 1000 0000 0004")));
        Assert.Equal("member_invalid", refused.Code);
        Assert.DoesNotContain("0004", refused.ToString(), StringComparison.Ordinal);
    }

    private static bool IsPlainRead(RouteRow row) => row.Method == "GET" && !row.IsPublic
        && !GiveNumbers.Contains(row.Pattern) && !row.Pattern.EndsWith("/stream", StringComparison.Ordinal);

    private static IEnumerable<string> Paths(string pattern, string[] ids) =>
        pattern.Contains("{id}", StringComparison.Ordinal)
            ? ids.Select(id => pattern.Replace("{id}", id, StringComparison.Ordinal))
            : [pattern + "?limit=100"];

    private async Task<string> ReadAsync(string path, string secret)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, path);
        message.Headers.Authorization = new("Bearer", secret);
        using var answer = await server.Http.SendAsync(message);
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync() : "";
    }

    [GeneratedRegex(@"(?<![0-9A-Fa-f])9999\d{12}(?![0-9A-Fa-f])", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Numbers();
}
