using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Tills;

public sealed class RestAcquirerTests : IDisposable
{
    private readonly FakePaymentApi _api = new();
    private readonly RestAcquirer _acquirer;

    public RestAcquirerTests() => _acquirer = new RestAcquirer(_api.Client(), "term_1");

    public void Dispose()
    {
        _acquirer.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task A_sale_carries_token_chip_data_and_trace_number()
    {
        var result = await SellAsync();
        Assert.Equal(SaleStatus.Approved, result.Status);
        Assert.Equal("A12345", result.Answer!.ApprovalCode);
        Assert.Equal("910401020304", Convert.ToHexString(result.Answer.ChipResponse.Span));
        var (route, _, body) = Assert.Single(_api.Calls);
        Assert.Equal("POST /v1/payments", route);
        Assert.Equal("term_1", body["terminal"]!.GetValue<string>());
        Assert.Equal("9999100000000016", body["token_number"]!.GetValue<string>());
        Assert.Equal("2030-12", body["token_expiry"]!.GetValue<string>());
        Assert.Equal(1, body["sequence_number"]!.GetValue<int>());
        Assert.Equal(1, body["trace_number"]!.GetValue<int>());
        Assert.Equal(1_234, body["amount"]!.GetValue<long>());
        Assert.Contains("9F2608", body["emv"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decline_prints_its_text_and_code()
    {
        _api.Next.Enqueue("decline");
        var result = await SellAsync();
        Assert.Equal(SaleStatus.Declined, result.Status);
        Assert.Contains("NOT ENOUGH FUNDS 51", result.Receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_the_server_refuses_is_declined_and_not_kept()
    {
        _api.Next.Enqueue("terminal_unknown");
        var result = await SellAsync();
        Assert.Equal(SaleStatus.Declined, result.Status);
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
        Assert.Single(_api.Calls);
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("busy")]
    [InlineData("timeout")]
    public async Task An_outcome_that_stays_unknown_is_asked_for_again_under_its_key_and_voided(string fault)
    {
        _api.Next.Enqueue(fault);
        Assert.Equal(SaleStatus.Unknown, (await SellAsync()).Status);
        _api.Next.Enqueue(fault);
        Assert.Equal(1, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(
            ["POST /v1/payments", "POST /v1/payments", "POST /v1/payments", "POST /v1/payments/pay_0/void"],
            _api.Calls.Select(call => call.Route));
        Assert.Single(_api.Calls.Take(3).Select(call => call.Key).Distinct());
    }

    [Fact]
    public async Task An_unknown_outcome_that_was_a_decline_needs_no_void()
    {
        _api.Next.Enqueue("busy");
        await SellAsync();
        _api.Next.Enqueue("decline");
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(2, _api.Calls.Count);
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("timeout")]
    [InlineData("forbidden")]
    [InlineData("payment_unknown")]
    public async Task A_void_that_fails_is_tried_again(string fault)
    {
        _api.Next.Enqueue("busy");
        await SellAsync();
        _api.Next.Enqueue("ok");
        _api.Next.Enqueue(fault);
        Assert.Equal(1, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(2, _api.Calls.Count(call => call.Route.EndsWith("void", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("already_captured")]
    [InlineData("already_voided")]
    [InlineData("already_reversed")]
    [InlineData("authorisation_expired")]
    public async Task A_void_that_has_nothing_left_to_do_ends_it(string code)
    {
        _api.Next.Enqueue("busy");
        await SellAsync();
        _api.Next.Enqueue("ok");
        _api.Next.Enqueue(code);
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
    }

    [Fact]
    public async Task A_key_refused_for_now_says_nothing_about_the_payment()
    {
        _api.Next.Enqueue("lost");
        await SellAsync();
        _api.Next.Enqueue("forbidden");
        Assert.Equal(1, await _acquirer.ResolveUnknownAsync(default));
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
        Assert.EndsWith("void", _api.Calls[^1].Route, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_earlier_sales_left_open_is_voided_before_the_next_sale()
    {
        _api.Next.Enqueue("lost");
        await SellAsync();
        Assert.Equal(SaleStatus.Approved, (await SellAsync()).Status);
        Assert.Equal(
            ["POST /v1/payments", "POST /v1/payments", "POST /v1/payments/pay_0/void", "POST /v1/payments"],
            _api.Calls.Select(call => call.Route));
        Assert.Equal(0, await _acquirer.ResolveUnknownAsync(default));
    }

    [Fact]
    public async Task A_request_is_kept_sealed_before_it_leaves_and_cleared_up_after_a_restart()
    {
        using var folder = new TillFolder();
        using (var memory = new TillMemory(folder.Memory))
        using (var first = new RestAcquirer(_api.Client(), "term_1", memory))
        {
            _api.OnRequest = () => Assert.Single(memory.Unanswered);
            _api.Next.Enqueue("timeout");
            Assert.Equal(SaleStatus.Unknown, (await SellAsync(first, memory)).Status);
        }

        var text = await File.ReadAllTextAsync(folder.Memory);
        Assert.Contains(_api.Calls[0].Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("9999100000000016", text, StringComparison.Ordinal);
        Assert.DoesNotContain(_api.Calls[0].Body["emv"]!.GetValue<string>(), text, StringComparison.Ordinal);
        using var reopened = new TillMemory(folder.Memory);
        using var later = new RestAcquirer(_api.Client(), "term_1", reopened);
        Assert.Equal(0, await later.ResolveUnknownAsync(default));
        Assert.Equal(_api.Calls[0].Key, _api.Calls[1].Key);
        Assert.Equal(_api.Calls[0].Body.ToJsonString(), _api.Calls[1].Body.ToJsonString());
        Assert.Equal("POST /v1/payments/pay_0/void", _api.Calls[2].Route);
        Assert.DoesNotContain(
            _api.Calls[0].Key, await File.ReadAllTextAsync(folder.Memory), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_its_key_a_memory_with_open_requests_is_refused()
    {
        using var folder = new TillFolder();
        using (var memory = new TillMemory(folder.Memory))
        using (var acquirer = new RestAcquirer(_api.Client(), "term_1", memory))
        {
            _api.Next.Enqueue("lost");
            await SellAsync(acquirer, memory);
        }

        File.Delete(folder.Memory + ".key");
        Assert.Throws<Terminal.TerminalException>(() => new TillMemory(folder.Memory));
    }

    [Fact]
    public async Task A_refused_tap_is_reported_and_a_lost_report_does_no_harm()
    {
        Assert.True(await _acquirer.TryReportRefusedAsync("city_wallet", default));
        Assert.Equal("city_wallet", _api.Calls[0].Body["system"]!.GetValue<string>());
        _api.Next.Enqueue("timeout");
        Assert.False(await _acquirer.TryReportRefusedAsync("city_wallet", default));
        _api.Next.Enqueue("busy");
        Assert.False(await _acquirer.TryReportRefusedAsync("city_wallet", default));
    }

    private Task<SaleResult> SellAsync() => SellAsync(_acquirer, new TillMemory());

    private static Task<SaleResult> SellAsync(RestAcquirer acquirer, TillMemory memory) =>
        new PointOfSale(TillRig.Settings(), acquirer, memory, TimeProvider.System)
            .SellAsync(TillRig.Dollars(1_234), TillRig.Card());
}
