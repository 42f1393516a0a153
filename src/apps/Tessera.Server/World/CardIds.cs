using Tessera.Core;
using Tessera.Hsm.Vault;
using Tessera.Primitives;

namespace Tessera.Server.World;

/// <summary>A card's id follows from its vault reference, so that a number finds its card through the vault alone and
/// cannot be enrolled twice.</summary>
internal static class CardIds
{
    public static CardId Of(Id<VaultRow> row) => DerivedId.Of<IdKinds.Card>(row.Value);

    /// <summary>The PAR: a four-character controller code and 25 characters that follow from the vault
    /// reference.</summary>
    public static string PaymentAccount(Id<VaultRow> row) => "TSRA" + DerivedId.Text(row.Value, "par", 25);
}
