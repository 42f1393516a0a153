using System.Diagnostics.Metrics;
using Tessera.Server.Operations;

namespace Tessera.Server.Switch;

/// <summary>What the ISO 8583 door has seen since the start.</summary>
public sealed class SwitchCounters : IDisposable
{
    private readonly Meter meter = new(OperationsModule.MeterName);
    private readonly long[] closed = new long[Enum.GetValues<CloseReason>().Length];
    private long links;
    private long messages;
    private long formatErrors;
    private long securityRefusals;
    private long unasked;
    private long unanswered;

    public SwitchCounters()
    {
        meter.CreateObservableGauge("tessera.switch.links", () => Interlocked.Read(ref links));
        meter.CreateObservableCounter("tessera.switch.messages", () => Messages);
        meter.CreateObservableCounter("tessera.switch.format_errors", () => FormatErrors);
        meter.CreateObservableCounter("tessera.switch.security_refusals", () => SecurityRefusals);
        meter.CreateObservableCounter("tessera.switch.unasked", () => Unasked);
        meter.CreateObservableCounter("tessera.switch.unanswered", () => Unanswered);
        meter.CreateObservableCounter("tessera.switch.closed", () => Enum.GetValues<CloseReason>().Select(
            r => new Measurement<long>(Closed(r), new KeyValuePair<string, object?>("reason", r.ToString()))));
    }

    public long Messages => Interlocked.Read(ref messages);

    public long FormatErrors => Interlocked.Read(ref formatErrors);

    /// <summary>Before sign-on, for another participant, or with a wrong authentication code.</summary>
    public long SecurityRefusals => Interlocked.Read(ref securityRefusals);

    /// <summary>Responses and notices that nobody here waits for, those that come too late among them.</summary>
    public long Unasked => Interlocked.Read(ref unasked);

    /// <summary>Requests whose outcome is unknown: the peer has to repeat them.</summary>
    public long Unanswered => Interlocked.Read(ref unanswered);

    public long Closed(CloseReason reason) => Interlocked.Read(ref closed[(int)reason]);

    internal void LinkOpened() => Interlocked.Increment(ref links);

    internal void LinkClosed(CloseReason reason)
    {
        Interlocked.Decrement(ref links);
        Interlocked.Increment(ref closed[(int)reason]);
    }

    internal void MessagesReceived(int count) => Interlocked.Add(ref messages, count);

    internal void FormatErrorAnswered() => Interlocked.Increment(ref formatErrors);

    internal void SecurityRefused() => Interlocked.Increment(ref securityRefusals);

    internal void UnaskedIgnored() => Interlocked.Increment(ref unasked);

    internal void LeftUnanswered() => Interlocked.Increment(ref unanswered);

    public void Dispose() => meter.Dispose();
}
