using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Switch;

namespace Tessera.Server.Tests.Attacks;

/// <summary>T7 through both doors: the application of another brand named beside a token of ours. No cryptogram covers
/// the name, so only the range of the number can refuse it.</summary>
public sealed class T07BrandDoorTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Own = "840AF0544553534552410101";

    private static readonly string[] Others =
    [
        "8407A0000000041010", "8407A0000000031010", "8406A00000002501", "8408A000000333010101",
    ];

    [Fact]
    public async Task Over_http_another_brand_s_application_is_declined()
    {
        using var phone = await server.NewPhoneAsync();
        foreach (var other in Others)
        {
            var emv = phone.Tap(100, DemoServer.Today);
            Assert.Contains(Own, emv, StringComparison.Ordinal);
            var payment = await server.Coffee.Payments.AuthoriseAsync(phone.Pay(
                DemoIds.CoffeeTill.ToString(), 100, emv.Replace(Own, other, StringComparison.Ordinal)));
            Assert.Equal("application_differs", payment.DeclineCode);
        }
    }

    [Fact]
    public async Task Over_iso_8583_another_brand_s_application_is_declined()
    {
        await using var link = await SwitchPeer.ConnectAsync(server.Host.SwitchPort);
        await link.AskAsync(DemoTap.SignOn());
        using var phone = await server.NewPhoneAsync();
        foreach (var other in Others)
        {
            var tap = DemoTap.Of(phone, 100);
            var answer = await link.AskAsync(
                tap.With(55, tap.Text(55).Replace(Own, other, StringComparison.Ordinal)).Write());
            Assert.Equal("57", Messages.Text(answer, 39));
        }

        var own = await link.AskAsync(DemoTap.Of(phone, 100).Write());
        Assert.Equal("00", Messages.Text(own, 39));
    }
}
