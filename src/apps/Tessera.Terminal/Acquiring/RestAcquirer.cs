using System.Text.Json;
using Tessera.Client;
using Tessera.Client.Payments;
using Tessera.Client.Wire;
using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// Asks over REST. A request is kept with its idempotency key before it leaves; one whose outcome stays unknown is
/// asked again and voided when it turns out to be approved: the shopper has left. One request at a time, as a till
/// works.
/// </summary>
/// <param name="client">Client with the merchant's or acquirer's key.</param>
/// <param name="terminal">The till's id at the server.</param>
/// <param name="memory">What outlives the till; null for tills that are never restarted.</param>
public sealed class RestAcquirer(TesseraClient client, string terminal, TillMemory? memory = null)
    : IAcquirer, IDisposable
{
    // What a waiting shopper can bear.
    private const int RequestsBeforeSale = 4;
    private static readonly TimeSpan TimeBeforeSale = TimeSpan.FromSeconds(8);

    private readonly TillMemory _memory = memory ?? new TillMemory();
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel)
    {
        var request = RequestOf(sale.Authorisation, terminal, sale.TraceNumber);
        await _turn.WaitAsync(cancel);
        try
        {
            await ClearUpAsync(cancel);
            return await AskAsync(request, _memory.Add(Guid.NewGuid().ToString("N"), request), cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<int> ResolveUnknownAsync(CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            foreach (var kept in _memory.Unanswered)
            {
                await ResolveAsync(kept, cancel);
            }

            return _memory.Unanswered.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel)
    {
        try
        {
            await client.Payments.ReportRefusedAttemptAsync(new RefusedAttempt(terminal, system), cancel: cancel);
            return true;
        }
        catch (Exception fault) when (IsOpen(fault, cancel))
        {
            return false;
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<AcquirerAnswer> AskAsync(
        CreatePayment request, UnansweredRequest kept, CancellationToken cancel)
    {
        try
        {
            var call = new ApiCall { IdempotencyKey = kept.Key };
            var answer = AnswerOf(await client.Payments.AuthoriseAsync(request, call, cancel));
            _memory.Remove(kept);
            return answer;
        }
        catch (TesseraProblemException problem) when (problem.Status is >= 400 and < 500 and not 409 and not 429)
        {
            _memory.Remove(kept);
            return new AcquirerAnswer(AcquirerOutcome.Declined, "", "", "", problem.Code);
        }
        catch (Exception fault) when (IsOpen(fault, cancel))
        {
            return AcquirerAnswer.Unknown(kept.Key);
        }
    }

    private async Task ClearUpAsync(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        either.CancelAfter(TimeBeforeSale);
        try
        {
            foreach (var kept in _memory.Unanswered.Take(RequestsBeforeSale))
            {
                await ResolveAsync(kept, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // The shopper waits: the rest has its turn before the next sale.
        }
    }

    private async Task ResolveAsync(UnansweredRequest kept, CancellationToken cancel)
    {
        try
        {
            var call = new ApiCall { IdempotencyKey = kept.Key };
            var payment = await client.Payments.AuthoriseAsync(_memory.Open(kept), call, cancel);
            if (payment.State != PaymentState.Authorised || await TryVoidAsync(payment, kept, cancel))
            {
                _memory.Remove(kept);
            }
        }
        catch (TesseraProblemException problem) when (
            problem.Status is >= 400 and < 500 and not (401 or 403 or 408 or 409 or 429))
        {
            // No payment was made. A refused API key and the like say nothing about the payment.
            _memory.Remove(kept);
        }
        catch (Exception fault) when (fault is TerminalException || IsOpen(fault, cancel))
        {
            // Still unknown, or damaged, which must not stop sales: the next round tries again under the same key.
        }
    }

    /// <summary>True when the till has nothing more to do; false when money may still be held.</summary>
    private async Task<bool> TryVoidAsync(Payment payment, UnansweredRequest kept, CancellationToken cancel)
    {
        try
        {
            await client.Payments.VoidAsync(payment.Id, new ApiCall { IdempotencyKey = "void-" + kept.Key }, cancel);
            return true;
        }
        catch (TesseraProblemException problem) when (
            problem.Code is "already_captured" or "already_voided" or "already_reversed" or "authorisation_expired")
        {
            return true;
        }
        catch (Exception fault) when (IsOpen(fault, cancel))
        {
            return false;
        }
    }

    /// <summary>What a till sends of a tap over HTTP.</summary>
    public static CreatePayment RequestOf(TapAuthorisation tap, string terminal, int traceNumber) => new()
    {
        Terminal = terminal,
        Amount = tap.Amount.Minor,
        Currency = tap.Amount.Currency.Code,
        TokenNumber = tap.Pan.Reveal(),
        TokenExpiry = $"20{tap.ExpiryYymm[..2]}-{tap.ExpiryYymm[2..]}",
        SequenceNumber = tap.PanSequenceNumber,
        Emv = Hex.Write(tap.Field55.Span),
        TraceNumber = traceNumber,
    };

    private static bool IsOpen(Exception fault, CancellationToken cancel) =>
        fault is HttpRequestException or TesseraProblemException or JsonException or IOException
        || (fault is TaskCanceledException && !cancel.IsCancellationRequested);

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
}
