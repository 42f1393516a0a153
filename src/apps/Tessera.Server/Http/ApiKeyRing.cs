using System.Collections.Concurrent;

namespace Tessera.Server.Http;

/// <summary>The keys that are valid now, by the hash of their secret. Looking up a hash leaks nothing useful through
/// time: whoever can steer it already knows a pre-image.</summary>
public sealed class ApiKeyRing
{
    private readonly ConcurrentDictionary<string, ApiKeyGrant> byHash = new(StringComparer.Ordinal);

    public void Put(string secretHash, ApiKeyGrant grant) => byHash[secretHash] = grant;

    public void Remove(string secretHash) => byHash.TryRemove(secretHash, out _);

    public bool TryFind(string? authorization, out Caller caller)
    {
        caller = null!;
        const string scheme = "Bearer ";
        if (authorization is null || !authorization.StartsWith(scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var secret = authorization[scheme.Length..];
        if (!ApiKeySecret.LooksRight(secret) || !byHash.TryGetValue(ApiKeySecret.Hash(secret), out var grant))
        {
            return false;
        }

        caller = new Caller(grant.Id, grant.Role, grant.Owner);
        return true;
    }
}
