using Tessera.Client.Wire;

namespace Tessera.Client.Payments;

/// <summary><c>/v1/payments</c></summary>
public sealed class PaymentsClient
{
    private readonly ApiTransport transport;

    internal PaymentsClient(ApiTransport transport) => this.transport = transport;

    /// <summary>A decline is not an exception here: the declined payment is returned. Other refusals throw.</summary>
    public Task<Payment> AuthoriseAsync(
        CreatePayment request, ApiCall? call = null, CancellationToken cancel = default)
        => DecideAsync(request, call, cancel);

    /// <summary>The same for an order paid in an app.</summary>
    public Task<Payment> AuthoriseAsync(
        CreateInAppPayment request, ApiCall? call = null, CancellationToken cancel = default)
        => DecideAsync(request, call, cancel);

    private async Task<Payment> DecideAsync<TRequest>(TRequest request, ApiCall? call, CancellationToken cancel)
    {
        try
        {
            return await transport.PostAsync<TRequest, Payment>("/v1/payments", request, call, cancel);
        }
        catch (TesseraProblemException declined) when (declined is { Status: 402, Problem.Payment: not null })
        {
            return declined.Problem.Payment;
        }
    }

    public Task<Payment> GetAsync(string id, CancellationToken cancel = default)
        => transport.GetAsync<Payment>(Path(id), cancel);

    public Task<Page<Payment>> ListAsync(PageQuery? query = null, CancellationToken cancel = default)
        => transport.GetAsync<Page<Payment>>("/v1/payments" + (query ?? new()).Text, cancel);

    public Task<Payment> CaptureAsync(
        string id, CapturePayment request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<CapturePayment, Payment>(Path(id) + "/captures", request, call, cancel);

    public Task<Payment> RefundAsync(
        string id, RefundPayment request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<RefundPayment, Payment>(Path(id) + "/refunds", request, call, cancel);

    public Task<Payment> VoidAsync(string id, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<NoBody, Payment>(Path(id) + "/void", NoBody.Instance, call, cancel);

    /// <summary>
    /// Counts a tap that the till itself refused by the merchant's policy; it never becomes a payment.
    /// </summary>
    public Task<RefusedAttempt> ReportRefusedAttemptAsync(
        RefusedAttempt request, ApiCall? call = null, CancellationToken cancel = default)
        => transport.PostAsync<RefusedAttempt, RefusedAttempt>("/v1/refused_attempts", request, call, cancel);

    private static string Path(string id) => $"/v1/payments/{Uri.EscapeDataString(id)}";
}
