using System.Collections.Frozen;
using Tessera.Core.Directory;

namespace Tessera.Server.Http;

/// <summary>The keys that are valid now, by the hash of their secret; follows the directory. Looking up a hash leaks
/// nothing useful through time: whoever can steer it already knows a pre-image.</summary>
public sealed class ApiKeyRing
{
    private volatile FrozenDictionary<string, Caller> byHash = FrozenDictionary<string, Caller>.Empty;

    public void Load(IEnumerable<ApiKey> keys)
        => byHash = keys.Where(key => !key.IsRevoked).ToFrozenDictionary(
            key => Convert.ToHexString(key.Hash),
            key => new Caller(key.Id.ToString(), key.Role, key.Owner),
            StringComparer.Ordinal);

    public bool TryFind(string? authorization, out Caller caller)
    {
        caller = null!;
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var secret = authorization[scheme.Length..];
        return ApiKeySecret.LooksRight(secret) && byHash.TryGetValue(ApiKeySecret.HashText(secret), out caller!);
    }
}
