using System.Text;

namespace Tessera.Hsm.Vault;

/// <summary>Where an encrypted value stands; bound to it as additional data.</summary>
public readonly record struct CellName(string Table, string Row, string Column)
{
    internal byte[] Bytes(byte keyVersion) =>
        [.. Encoding.UTF8.GetBytes($"{Table}\u001f{Row}\u001f{Column}\u001f"), keyVersion];
}
