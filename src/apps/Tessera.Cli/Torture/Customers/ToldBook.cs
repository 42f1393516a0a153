using System.Collections.Concurrent;

namespace Tessera.Cli.Torture.Customers;

/// <summary>Everything that customers of one server asked and were told.</summary>
internal sealed class ToldBook
{
    private const int LastTrace = 999_990;

    private readonly ConcurrentDictionary<int, ToldPayment> payments = new();
    private int trace;
    private long acknowledged;
    private long askedAgain;

    /// <summary>Answers that settled something: taps, and acts on them.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>How often something was asked again because no answer came.</summary>
    public long AskedAgain => Interlocked.Read(ref askedAgain);

    /// <summary>The next trace number; the first one is the link's own.</summary>
    public int NextTrace()
    {
        var next = Interlocked.Increment(ref trace) + 1;
        return next <= LastTrace ? next : throw new TortureException("All trace numbers of a till are used up.");
    }

    public void Write(ToldPayment payment) => payments[payment.Trace] = payment;

    public void Acknowledge(ToldPayment payment)
    {
        Write(payment);
        Interlocked.Increment(ref acknowledged);
    }

    public void AskAgain() => Interlocked.Increment(ref askedAgain);

    /// <summary>What was told so far; what is told later does not change it.</summary>
    public IReadOnlyList<ToldPayment> Snapshot() => [.. payments.Values];
}
