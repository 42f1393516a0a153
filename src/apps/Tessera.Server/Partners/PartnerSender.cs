using Tessera.Core.Ledger;
using Tessera.Core.Partners;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Server.Acceptance;
using Tessera.Server.Switch;
using Tessera.Server.World;

namespace Tessera.Server.Partners;

/// <summary>
/// Works off what waits for outside parties: for each partner one message at a time, in order, sent until it is
/// answered. It wakes when a message is queued, when a route opens, and after a while.
/// </summary>
internal sealed class PartnerSender(
    TesseraWorld world,
    PartnerLinks links,
    IssuerMessages messages,
    RemoteFunding funding,
    SwitchSettings settings,
    ILogger<PartnerSender> log)
    : IHostedService, IDisposable
{
    /// <summary>DE39 that we note when a card's number is not kept any more: nobody can be told.</summary>
    private const string NumberGone = "14";

    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<long> sent = [];
    private readonly Dictionary<BookId, Task> working = [];
    private readonly HashSet<BookId> busy = [];
    private readonly Dictionary<BookId, long> failed = [];
    private readonly HashSet<string> reopened = new(StringComparer.Ordinal);
    private TaskCompletionSource news = NewSignal();
    private IDisposable? subscription;
    private bool isStopped;
    private Task running = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await funding.ConcludeAllAsync();
        links.Opened = Reopen;
        subscription = world.Shard.Subscribe(Hear);
        running = RunAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (isStopped)
            return;
        isStopped = true;
        subscription?.Dispose();
        await stop.CancelAsync();
        Wake();
        await running;
    }

    public void Dispose()
    {
        subscription?.Dispose();
        stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Hear(CommittedBatch batch)
    {
        if (batch.Events.Any(change => change is PartnerEvent.Queued))
            Wake();
    }

    private void Reopen(string code)
    {
        lock (sent)
            reopened.Add(code);
        Wake();
    }

    private void Wake()
    {
        lock (sent)
            news.TrySetResult();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            await StartAllAsync();
            await using ITimer limit = world.Time.CreateTimer(
                _ => Wake(), null, settings.RepeatTime, Timeout.InfiniteTimeSpan);
            await news.Task;
            lock (sent)
                news = NewSignal();
        }

        await Task.WhenAll(working.Values);
    }

    /// <summary>Each partner is worked off for itself: none waits for another that is slow.</summary>
    private async Task StartAllAsync()
    {
        try
        {
            await funding.ConcludeOrphansAsync();
            var partners = await world.Shard.QueryAsync(state => state.Partners.PartnersWaitedFor().ToArray());
            foreach (BookId partner in partners.Where(TryBegin))
                working[partner] = TryWorkOffAsync(partner);
        }
        catch (Exception fault)
        {
            // Where the shard takes nothing now, what waits, waits on.
            if (fault is not JournalException)
                log.LogError("What waits for partners could not be looked at: {Fault}", fault.GetType().Name);
        }
    }

    private async Task TryWorkOffAsync(BookId partner)
    {
        await Task.Yield();
        bool isDone = false;
        try
        {
            isDone = await WorkOffAsync(partner);
        }
        catch (Exception fault)
        {
            // One message that cannot be written must not silence the other partners.
            log.LogError("Messages to book {Book} are held up: {Fault}", partner.Number, fault.GetType().Name);
        }

        if (End(partner, isDone))
            Wake();
    }

    /// <summary>One that did not take its message is tried again after a while, or when a route of its has opened.
    /// </summary>
    private bool TryBegin(BookId partner)
    {
        lock (sent)
        {
            if (busy.Contains(partner))
                return false;
            bool isReopened = reopened.Remove(CodeOf(partner));
            if (!isReopened && failed.TryGetValue(partner, out long since)
                && world.Time.GetElapsedTime(since) < settings.RepeatTime)
                return false;
            failed.Remove(partner);
            return busy.Add(partner);
        }
    }

    /// <summary>True when it must be looked at again: news may have come between the last look and here.</summary>
    private bool End(BookId partner, bool isDone)
    {
        lock (sent)
        {
            busy.Remove(partner);
            if (!isDone)
                failed[partner] = world.Time.GetTimestamp();
            return isDone || reopened.Contains(CodeOf(partner));
        }
    }

    private string CodeOf(BookId partner) => world.Directory.Current.FindParticipant(partner)?.Code ?? "";

    private async Task<bool> WorkOffAsync(BookId partner)
    {
        string code = CodeOf(partner);
        while (!stop.IsCancellationRequested)
        {
            var next = await world.Shard.QueryAsync(state => state.Partners.WaitingFor(partner).FirstOrDefault());
            if (next is null)
                return true;
            if (!await TrySendAsync(code, partner, next))
                return false;
        }

        return false;
    }

    /// <summary>True when the partner has answered and the shard knows.</summary>
    private async Task<bool> TrySendAsync(string code, BookId partner, PartnerMessage message)
    {
        if (links.Find(code) is not { } link)
            return false;
        bool isRepeat;
        lock (sent)
            isRepeat = !sent.Add(message.Sequence);
        string response = NumberGone;
        if (messages.Of(message, isRepeat) is { } request)
        {
            if (await link.CallAsync(request, settings.CallTime) is not { } answer || IsTemporary(answer))
                return false;
            response = answer.Code.ToString();
        }

        var key = new CommandKey(DerivedId.Number((UInt128)message.Sequence, $"acknowledge {partner.Number}"), 0);
        var outcome = await world.Commands.RunAsync(
            new PartnerCommand.Acknowledge(partner, message.Sequence, response), key);
        lock (sent)
            sent.Remove(message.Sequence);
        return outcome.Reply is not null;
    }

    private static bool IsTemporary(CallAnswer answer) => answer.Code.ToString() is "" or "91" or "96";
}
