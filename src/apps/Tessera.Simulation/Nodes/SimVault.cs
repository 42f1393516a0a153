using Tessera.Hsm.Vault;
using Tessera.Primitives;
using Tessera.Simulation.Clock;

namespace Tessera.Simulation.Nodes;

/// <summary>
/// A vault with every number of the simulation. It is a real file beside the simulated disks: row ids are drawn by a
/// fixed generator in a fixed order, so all such vaults have the same.
/// </summary>
internal static class SimVault
{
    public static PanVault Open(string folder, string name)
    {
        var random = new SimRandom(BitConverter.ToUInt64(SimKeys.Of("vault " + name, 8)));
        var vault = PanVault.OpenInPlace(
            Path.Combine(folder, name + ".db"), SimKeys.Hsm.Rows, TimeProvider.System, random.Fill);
        foreach (var pan in SimIds.AllPans)
        {
            vault.StoreAsync(pan).GetAwaiter().GetResult();
        }

        return vault;
    }

    public static PanReference RowOf(PanVault vault, Pan pan)
    {
        Invariant.Check(vault.TryFind(pan, out var row), "every number of the simulation is in the vault");
        return new PanReference(row.Value);
    }
}
