using Tessera.Hsm.Vault;

namespace Tessera.Simulation.Nodes;

/// <summary>What is dear to make and the same for every seed: one for each thread that runs seeds.</summary>
internal sealed class SimKit : IDisposable
{
    public SimKit()
    {
        var folder = SimKeys.NewFolder();
        NetworkVault = SimVault.Open(folder, "network");
        BankVault = SimVault.Open(folder, "bank");
        Template = WorldTemplate.Instance;
    }

    public WorldTemplate Template { get; }

    public PanVault NetworkVault { get; }

    public PanVault BankVault { get; }

    public SimCounters Counters { get; } = new();

    public void Dispose()
    {
        NetworkVault.Dispose();
        BankVault.Dispose();
        Counters.Dispose();
    }
}
