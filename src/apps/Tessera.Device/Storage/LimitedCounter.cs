using Tessera.Emv.Applet;

namespace Tessera.Device.Storage;

/// <summary>
/// A transaction counter that a limited-use key may move only so far, and only until the key expires: what is used up
/// makes no cryptogram.
/// </summary>
internal sealed class LimitedCounter(IAtcStore counter, int last, DateTimeOffset expiresAt, TimeProvider time)
    : IAtcStore
{
    public bool TryRead(out int used) => counter.TryRead(out used);

    public bool TryWrite(int used) => used <= last && time.GetUtcNow() < expiresAt && counter.TryWrite(used);
}
