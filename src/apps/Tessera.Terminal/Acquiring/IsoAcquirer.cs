using System.Globalization;
using System.Net.Sockets;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// Asks over ISO 8583: sign-on, 0100, repeats with the same key elements, and 0400 until it is answered when the
/// outcome stays unknown; what is still open is sent again before the next sale. One request at a time, as a till
/// works.
/// </summary>
public sealed class IsoAcquirer(IsoSettings settings, TillMemory memory, TimeProvider time) : IAcquirer, IDisposable
{
    private const string PurchaseCode = "000000";

    // Of DE48/06.
    private const int LongestSystem = 99;

    // What a waiting shopper can bear.
    private const int ReversalsBeforeSale = 8;

    private readonly IsoMessages _messages = new(settings);
    private readonly SemaphoreSlim _turn = new(1);
    private IsoLink? _link;
    private string _lastFault = "";

    /// <inheritdoc/>
    public bool TakesTracks => true;

    /// <inheritdoc/>
    public async Task<AcquirerAnswer> AuthoriseAsync(Sale sale, CancellationToken cancel)
    {
        var key = KeyFor(sale);
        await _turn.WaitAsync(cancel);
        try
        {
            await ClearUpAsync(cancel);

            // A message that cannot be written fails here, before there is anything to reverse.
            byte[][] requests =
            [
                _messages.Request(sale, key, isRepeat: false), _messages.Request(sale, key, isRepeat: true),
            ];
            memory.Add(key);
            for (var attempt = 0; attempt < settings.Attempts; attempt++)
            {
                if (await TryExchangeAsync(requests[Math.Min(attempt, 1)], cancel) is { } answer)
                {
                    return Conclude(_messages.Read(answer, key), key);
                }
            }

            await TryReverseAsync(key, settings.ReversalAttempts, cancel);
            return AcquirerAnswer.Unknown(key.Reference) with { Text = _lastFault };
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
            foreach (var key in memory.Pending)
            {
                await TryReverseAsync(key, settings.ReversalAttempts, cancel);
            }

            return memory.Pending.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryReportRefusedAsync(string system, CancellationToken cancel)
    {
        if (system.Length is 0 or > LongestSystem)
        {
            return false;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            // The same bytes again: what was counted is not counted twice.
            var report = _messages.Report(system, memory.NextNumber(), time.GetUtcNow().UtcDateTime);
            for (var attempt = 0; attempt < settings.Attempts; attempt++)
            {
                if (await TryExchangeAsync(report, cancel) is { } answer)
                {
                    return _messages.IsApproved(answer);
                }
            }

            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _link?.Dispose();
        _turn.Dispose();
    }

    private static PendingReversal KeyFor(Sale sale)
    {
        var reference = string.Create(
            CultureInfo.InvariantCulture,
            $"{sale.UtcTime.Year % 10}{sale.UtcTime.DayOfYear:D3}{sale.UtcTime.Hour:D2}{sale.TraceNumber:D6}");
        return new PendingReversal(
            sale.TraceNumber,
            IsoMessages.Transmission(sale.UtcTime),
            sale.Authorisation.Amount.Minor,
            sale.Authorisation.Amount.Currency.Number,
            PurchaseCode,
            reference);
    }

    private AcquirerAnswer Conclude(AcquirerAnswer answer, PendingReversal key)
    {
        if (answer.Outcome != AcquirerOutcome.Unknown)
        {
            memory.Remove(key);
        }

        return answer;
    }

    /// <summary>Before a sale, what earlier ones left open: each is sent once, and a dead link ends it.</summary>
    private async Task ClearUpAsync(CancellationToken cancel)
    {
        foreach (var key in memory.Pending.Take(ReversalsBeforeSale))
        {
            if (!await TryReverseAsync(key, attempts: 1, cancel))
            {
                return;
            }
        }
    }

    /// <summary>True when the acquirer answered, whatever it said.</summary>
    private async Task<bool> TryReverseAsync(PendingReversal key, int attempts, CancellationToken cancel)
    {
        var trace = memory.NextNumber();
        var utc = time.GetUtcNow().UtcDateTime;
        var isAnswered = false;
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var reversal = _messages.Reversal(key, trace, utc, isRepeat: attempt > 0);
            if (await TryExchangeAsync(reversal, cancel) is not { } answer)
            {
                continue;
            }

            isAnswered = true;
            if (IsConcluded(answer, key))
            {
                break;
            }
        }

        return isAnswered;
    }

    private bool IsConcluded(byte[] answer, PendingReversal key)
    {
        switch (_messages.ReadReversal(answer, out var responseCode))
        {
            case ReversalOutcome.Released:
                memory.Remove(key);
                return true;
            case ReversalOutcome.Refused:
                memory.HandOver(new RefusedReversal(key, responseCode));
                return true;
            default:
                return false;
        }
    }

    /// <summary>One message and its answer; null when the time is over or the connection is lost.</summary>
    private async Task<byte[]?> TryExchangeAsync(byte[] message, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(settings.AnswerTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var link = await LinkAsync(either.Token);
            return await link.ExchangeAsync(message, answer => _messages.IsAnswer(message, answer), either.Token);
        }
        catch (Exception fault) when (
            fault is SocketException or TerminalException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // A half-written frame or a late answer would spoil what follows: the repeat gets a link of its own.
            _lastFault = fault is TerminalException ? fault.Message : "";
            Drop();
            return null;
        }
        catch
        {
            Drop();
            throw;
        }
    }

    private async Task<IsoLink> LinkAsync(CancellationToken cancel)
    {
        if (_link is { } open)
        {
            return open;
        }

        var link = await IsoLink.ConnectAsync(settings.Host, settings.Port, cancel);
        try
        {
            var signOn = _messages.SignOn(memory.NextNumber(), time.GetUtcNow().UtcDateTime);
            var answer = await link.ExchangeAsync(signOn, candidate => _messages.IsAnswer(signOn, candidate), cancel);
            if (!_messages.IsApproved(answer))
            {
                throw new TerminalException("The acquirer's link refuses the sign-on.");
            }
        }
        catch
        {
            link.Dispose();
            throw;
        }

        _link = link;
        return link;
    }

    private void Drop()
    {
        _link?.Dispose();
        _link = null;
    }
}
