using Tessera.Core.Directory;

namespace Tessera.Server.World;

/// <summary>Rows that name an issuer, an acquirer and a merchant, narrowed to those of the caller.</summary>
internal static class PartyFilter
{
    public const string Text =
        "($all = 1 OR issuer_book = $issuer OR acquirer_book = $acquirer OR merchant = $merchant)";

    private const long Nobody = -1;

    public static IReadOnlyList<(string, object)> Values(Caller caller, DirectoryState directory)
    {
        long BookOf(ApiKeyRole role)
            => caller.Role == role && new Scope(caller, directory).Book is var book and not 0 ? book : Nobody;
        return
        [
            ("$all", caller.SeesEverything ? 1 : 0),
            ("$issuer", BookOf(ApiKeyRole.Issuer)),
            ("$acquirer", BookOf(ApiKeyRole.Acquirer)),
            ("$merchant", caller.Role == ApiKeyRole.Merchant ? new MerchantId(caller.Owner).ToString() : ""),
        ];
    }
}
