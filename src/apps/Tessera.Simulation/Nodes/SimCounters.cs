using Tessera.Server.Operations;
using Tessera.Server.Switch;

namespace Tessera.Simulation.Nodes;

/// <summary>The doors' counters; nothing is decided on them, so all worlds of a thread share them.</summary>
internal sealed class SimCounters : IDisposable
{
    public LiveCounters Live { get; } = new(TimeProvider.System);

    public SwitchCounters Switch { get; } = new();

    public void Dispose()
    {
        Live.Dispose();
        Switch.Dispose();
    }
}
