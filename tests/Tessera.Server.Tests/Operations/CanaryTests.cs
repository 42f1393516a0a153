using System.Buffers.Binary;
using System.Text;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;

namespace Tessera.Server.Tests.Operations;

/// <summary>After cards, codes, taps and faults no log line, no metric and no file holds a card number.</summary>
public sealed class CanaryTests(DemoServer server) : IClassFixture<DemoServer>
{
    [Fact]
    public async Task Nothing_written_holds_a_card_number()
    {
        var cancel = TestContext.Current.CancellationToken;
        var (pan, _, _) = await server.NewCardAsync();
        using var phone = await TestPhone.RegisterAsync(server.Wallet);
        var linked = await phone.LinkAsync(pan, "2031-12", TestPhone.Signals(deviceScore: 2));
        await server.Wallet.Provisionings.SendCodeAsync(linked.Id, new SendCode("sms"), cancel: cancel);
        var code = await server.ReadCodeAsync(linked.Id);
        await server.Wallet.Provisionings.SubmitCodeAsync(linked.Id, new SubmitCode(code), cancel: cancel);
        await phone.CompleteAsync(linked.Id);
        var emv = phone.Tap(700, DemoServer.Today);
        var paid = await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 700, emv), cancel: cancel);
        await server.Coffee.Payments.CaptureAsync(paid.Id, new CapturePayment(700, "USD"), cancel: cancel);
        await FaultsAsync(pan);

        var metrics = await server.Http.GetStringAsync("/metrics", cancel);
        Assert.DoesNotContain(pan, metrics, StringComparison.Ordinal);
        AssertLogsWithout(pan, code, emv);
        AssertFilesWithout(pan);
    }

    // A number in every place where a caller can put one.
    private async Task FaultsAsync(string pan)
    {
        string[] paths = [$"/v1/cards/{pan}", $"/{pan}", $"/v1/payments?starting_after={pan}", $"/assets/{pan}"];
        foreach (var path in paths)
        {
            using var answer = await server.Http.GetAsync(path);
            Assert.DoesNotContain(pan, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var refused = await Assert.ThrowsAsync<TesseraProblemException>(() => server.Issuer.Cards.GetAsync(pan));
        Assert.DoesNotContain(pan, refused.ToString(), StringComparison.Ordinal);
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/cards")
        {
            Content = new StringContent($$"""{"{{pan}}":"{{pan}}"}""", Encoding.UTF8, "application/json"),
        };
        message.Headers.Authorization = new("Bearer", server.Host.DemoKeys!.Issuer);
        message.Headers.TryAddWithoutValidation("Idempotency-Key", "k");
        using var bad = await server.Http.SendAsync(message);
        Assert.DoesNotContain(pan, await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private void AssertLogsWithout(params string[] secrets)
    {
        Assert.NotEmpty(server.Log.Lines);
        foreach (var line in server.Log.Lines)
        {
            Assert.False(
                secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)),
                line.Split(':')[0]);
        }
    }

    private void AssertFilesWithout(string pan)
    {
        var files = Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(files);
        var number = ulong.Parse(pan, null);
        var little = new byte[8];
        var big = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(little, number);
        BinaryPrimitives.WriteUInt64BigEndian(big, number);
        byte[][] forms =
        [
            Encoding.ASCII.GetBytes(pan), Encoding.Unicode.GetBytes(pan), Convert.FromHexString(pan), little, big,
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(pan))[..20]),
        ];
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.All(forms, form => Assert.True(bytes.AsSpan().IndexOf(form) < 0, file));
        }
    }
}
