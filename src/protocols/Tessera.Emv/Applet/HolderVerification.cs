// EMV contactless book A, consumer device cardholder verification (CDCVM).
namespace Tessera.Emv.Applet;

/// <summary>
/// Proof that the device has just verified its holder. It serves one cryptogram and dies with it, or after its life
/// time; monotonic time is used, so setting the clock does not stretch it. Safe to use from any thread.
/// </summary>
/// <param name="time">Source of monotonic time.</param>
/// <param name="lifetime">How long a verification may wait for its tap.</param>
public sealed class HolderVerification(TimeProvider time, TimeSpan lifetime)
{
    private readonly Lock _gate = new();
    private long? _verifiedAt;

    /// <summary>True while a verification is waiting for its tap.</summary>
    public bool IsFresh
    {
        get
        {
            lock (_gate)
            {
                return IsFreshNow();
            }
        }
    }

    /// <summary>The device has verified its holder now.</summary>
    public void Confirm()
    {
        lock (_gate)
        {
            _verifiedAt = time.GetTimestamp();
        }
    }

    /// <summary>Forgets a verification that was not used, as when the screen is locked.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _verifiedAt = null;
        }
    }

    /// <summary>Uses the verification up; true exactly once for each confirmation still fresh.</summary>
    public bool TryConsume()
    {
        lock (_gate)
        {
            var isFresh = IsFreshNow();
            _verifiedAt = null;
            return isFresh;
        }
    }

    private bool IsFreshNow()
    {
        if (_verifiedAt is not { } since)
        {
            return false;
        }

        var elapsed = time.GetElapsedTime(since);
        return elapsed >= TimeSpan.Zero && elapsed < lifetime;
    }
}
