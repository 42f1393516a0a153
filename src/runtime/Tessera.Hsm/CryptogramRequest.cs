using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;

namespace Tessera.Hsm;

/// <summary>One cryptogram to verify.</summary>
/// <param name="KeySet">Key set of the token range.</param>
/// <param name="Card">Token number and sequence number (DE2 and DE23, or 5F34).</param>
/// <param name="Field55">DE55 as received.</param>
/// <param name="Accepted">
/// Profiles that cards of this range are made for. The set has issuer keys of every algorithm, so a cryptogram of any
/// other profile, perhaps a weaker one, could be right and is refused.
/// </param>
public readonly record struct CryptogramRequest(
    string KeySet, CardIdentity Card, ReadOnlyMemory<byte> Field55, CryptogramProfileSet Accepted)
{
    /// <summary>
    /// The type that the card must have announced under its cryptogram. A card's decline that somebody passes on as a
    /// request is refused, and so is a cryptogram of a format that does not tell its type.
    /// </summary>
    public ApplicationCryptogramType Expected { get; init; } = ApplicationCryptogramType.AskOnline;

    public override string ToString() => $"cryptogram of {Card}";
}
