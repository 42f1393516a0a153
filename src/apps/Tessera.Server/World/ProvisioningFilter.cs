using Tessera.Core.Directory;

namespace Tessera.Server.World;

/// <summary>The parameters $all, $issuer and $requestor by which SQL narrows provisionings and tokens to a
/// caller.</summary>
internal static class ProvisioningFilter
{
    private const long Nobody = -1;

    public static IReadOnlyList<(string Name, object Value)> Values(Caller caller, DirectoryState directory)
    {
        var scope = new Scope(caller, directory);
        var issuer = caller.Role == ApiKeyRole.Issuer && scope.Book != 0 ? scope.Book : Nobody;
        var requestor = caller.Role == ApiKeyRole.Wallet && scope.Requestor(null) is { } own
            ? checked((long)own.Number) : Nobody;
        return [("$all", caller.SeesEverything ? 1L : 0L), ("$issuer", issuer), ("$requestor", requestor)];
    }
}
