using Tessera.Primitives;

namespace Tessera.Hsm.Vault;

/// <summary>A row of the PAN vault: pan_…</summary>
public readonly struct VaultRow : IIdKind
{
    public static string Prefix => "pan";
}
