using System.Collections.Concurrent;
using Tessera.Client;
using Tessera.Client.Payments;
using Tessera.Client.Wire;
using Tessera.Primitives;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// Asks over REST. A request whose outcome is unknown is kept in memory with its idempotency key, asked again, and
/// voided when it turns out to be approved: the shopper has left.
/// </summary>
/// <param name="client">Client with the merchant's or acquirer's key.</param>
/// <param name="terminal">The till's id at the server.</param>
public sealed class RestAcquirer(TesseraClient client, string terminal) : IAcquirer
{
    private readonly ConcurrentDictionary<string, CreatePayment> _unknown = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel)
    {
        var request = RequestFor(sale);
        var key = Guid.NewGuid().ToString("N");
        try
        {
            var call = new ApiCall { IdempotencyKey = key };
            return AnswerOf(await client.Payments.AuthoriseAsync(request, call, cancel));
        }
        catch (TesseraProblemException problem) when (problem.Status is >= 400 and < 500 and not 409 and not 429)
        {
            return new AcquirerAnswer(AcquirerOutcome.Declined, "", "", "", problem.Code);
        }
        catch (Exception fault) when (fault is HttpRequestException or TesseraProblemException or TaskCanceledException)
        {
            _unknown[key] = request;
            return AcquirerAnswer.Unknown(key);
        }
    }

    /// <inheritdoc/>
    public async Task<int> ResolveUnknownAsync(CancellationToken cancel)
    {
        foreach (var (key, request) in _unknown)
        {
            try
            {
                var payment = await client.Payments.AuthoriseAsync(
                    request, new ApiCall { IdempotencyKey = key }, cancel);
                if (payment.State == PaymentState.Authorised)
                {
                    await client.Payments.VoidAsync(payment.Id, new ApiCall { IdempotencyKey = "void-" + key }, cancel);
                }

                _unknown.TryRemove(key, out _);
            }
            catch (TesseraProblemException problem) when (problem.Status is >= 400 and < 500 and not 409 and not 429)
            {
                _unknown.TryRemove(key, out _);
            }
            catch (Exception fault) when (fault is HttpRequestException or TesseraProblemException)
            {
                // Still unknown: the next call tries again under the same key.
            }
        }

        return _unknown.Count;
    }

    /// <inheritdoc/>
    public async Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel)
    {
        try
        {
            await client.Payments.ReportRefusedAttemptAsync(new RefusedAttempt(terminal, system), cancel: cancel);
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or TesseraProblemException)
        {
            return false;
        }
    }

    private static AcquirerAnswer AnswerOf(Payment payment)
    {
        var isApproved = payment.State is PaymentState.Authorised or PaymentState.Captured
            or PaymentState.PartiallyCaptured;
        Hex.TryRead((payment.EmvResponse ?? "").AsSpan(), out var response, out _);
        return new AcquirerAnswer(
            isApproved ? AcquirerOutcome.Approved : AcquirerOutcome.Declined,
            payment.ResponseCode ?? "",
            payment.ApprovalCode ?? "",
            payment.Id,
            payment.TerminalText ?? "")
        {
            ChipResponse = response,
        };
    }

    private CreatePayment RequestFor(Sale sale)
    {
        var tap = sale.Authorisation;
        return new CreatePayment
        {
            Terminal = terminal,
            Amount = tap.Amount.Minor,
            Currency = tap.Amount.Currency.Code,
            TokenNumber = tap.Pan.Reveal(),
            TokenExpiry = $"20{tap.ExpiryYymm[..2]}-{tap.ExpiryYymm[2..]}",
            SequenceNumber = tap.PanSequenceNumber,
            Emv = Hex.Write(tap.Field55.Span),
            TraceNumber = sale.TraceNumber,
        };
    }
}
