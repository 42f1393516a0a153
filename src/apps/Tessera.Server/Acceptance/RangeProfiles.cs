using Tessera.Core.Directory;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm;

namespace Tessera.Server.Acceptance;

/// <summary>Which cryptograms the numbers of a range may make.</summary>
internal static class RangeProfiles
{
    /// <summary>What phones are personalised with: AES, and the newest of the triple DES profiles.</summary>
    private static readonly CryptogramProfileSet Tokens = CryptogramProfileSet.Of(
        CryptogramProfile.TesseraAesShort,
        CryptogramProfile.TesseraAesMChip,
        CryptogramProfile.Visa18,
        CryptogramProfile.MChip14);

    private static readonly CryptogramProfileSet Cards = CryptogramProfileSet.Of(
        [.. CryptogramRules.All.Select(rules => rules.Profile)]);

    public static CryptogramProfileSet Of(AccountRange range) => range.Kind switch
    {
        RangeKind.Token => Tokens,
        RangeKind.Funding => Cards,
        _ => default,
    };
}
