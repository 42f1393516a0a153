using System.Diagnostics.Metrics;
using Tessera.Journal.Projections;

namespace Tessera.Server.Operations;

/// <summary>What happened since the start, for the status page and for Prometheus.</summary>
public sealed class LiveCounters : IDisposable
{
    private readonly Meter meter = new(OperationsModule.MeterName);
    private readonly TimeProvider time;
    private readonly long started;
    private long approved;
    private long declined;
    private long activated;
    private long decided;
    private long weakTerminals;
    private long revealsRefused;
    private long head;

    public LiveCounters(TimeProvider time)
    {
        this.time = time;
        started = time.GetTimestamp();
        meter.CreateObservableCounter("tessera.payments.approved", () => Interlocked.Read(ref approved));
        meter.CreateObservableCounter("tessera.payments.declined", () => Interlocked.Read(ref declined));
        meter.CreateObservableCounter("tessera.tokens.activated", () => Interlocked.Read(ref activated));
        meter.CreateObservableCounter("tessera.commands.decided", () => Interlocked.Read(ref decided));
        meter.CreateObservableCounter("tessera.terminals.weak", () => Interlocked.Read(ref weakTerminals));
        meter.CreateObservableCounter("tessera.vault.refused", () => Interlocked.Read(ref revealsRefused));
        meter.CreateObservableGauge("tessera.journal.head", () => Interlocked.Read(ref head));
    }

    /// <summary>True once the journal is loaded and the doors are open.</summary>
    public bool IsReady { get; set; }

    public void PaymentApproved() => Interlocked.Increment(ref approved);

    public void PaymentDeclined() => Interlocked.Increment(ref declined);

    /// <summary>A terminal was found whose unpredictable numbers can be foreseen.</summary>
    public void WeakTerminalFound() => Interlocked.Increment(ref weakTerminals);

    /// <summary>Somebody asked for more card numbers than callers may have.</summary>
    public void RevealRefused() => Interlocked.Increment(ref revealsRefused);

    public void TokenActivated() => Interlocked.Increment(ref activated);

    public void CommandDecided() => Interlocked.Increment(ref decided);

    public void JournalAt(long sequence) => Interlocked.Exchange(ref head, sequence);

    public StatusView Read(ProjectionLag lag) => new()
    {
        UptimeSeconds = (long)time.GetElapsedTime(started).TotalSeconds,
        JournalHead = Interlocked.Read(ref head),
        PaymentsApproved = Interlocked.Read(ref approved),
        PaymentsDeclined = Interlocked.Read(ref declined),
        TokensActivated = Interlocked.Read(ref activated),
        CommandsDecided = Interlocked.Read(ref decided),
        WeakTerminals = Interlocked.Read(ref weakTerminals),
        RevealsRefused = Interlocked.Read(ref revealsRefused),
        ProjectionRowsBehind = lag.Rows,
        ProjectionEventsBehind = lag.Events,
        ProjectionMillisecondsBehind = (long)lag.Age.TotalMilliseconds,
    };

    public void Dispose() => meter.Dispose();
}
