using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal.InMemory;
using Tessera.Primitives;
using Tessera.Server.Http;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Switch;
using Tessera.Server.World;

namespace Tessera.Server.Tests.Operations;

public sealed class DirectoryCacheTests : IDisposable
{
    private static readonly string Secret = "sk_test_" + new string('A', 43);
    private static readonly Id<IdKinds.ApiKey> KeyId = new(1);

    private readonly ShardBench bench = new(new MemoryJournal(new MemoryStorage()));
    private readonly ApiKeyRing ring = new();
    private readonly DirectoryCache cache;

    public DirectoryCacheTests() => cache = new DirectoryCache(bench.Shard, ring, TimeProvider.System);

    private bool IsKnown => ring.TryFind("Bearer " + Secret, out _);

    public void Dispose() => bench.Dispose();

    [Fact]
    public void An_older_reading_does_not_bring_a_revoked_key_back()
    {
        Grant();
        var before = bench.Directory();
        Revoke();
        var after = bench.Directory();
        cache.Replace(before, 1_001);
        Assert.True(IsKnown);
        cache.Replace(after, 1_003);
        cache.Replace(before, 1_002);
        Assert.False(IsKnown);
        Assert.Same(after, cache.Current);
    }

    [Fact]
    public async Task A_committed_change_is_followed_without_a_refresh()
    {
        Grant();
        await UntilAsync(() => IsKnown);
        Revoke();
        await UntilAsync(() => !IsKnown);
    }

    private Task UntilAsync(Func<bool> condition) => SwitchRig.UntilAsync(() =>
    {
        bench.Shard.Step();
        return condition();
    });

    private void Grant() => bench.Run(new DirectoryCommand.GrantApiKey(
        new ApiKey(KeyId, ApiKeySecret.Hash(Secret), ApiKeyRole.Auditor, 0, "test", IsRevoked: false), "test"));

    private void Revoke() => bench.Run(new DirectoryCommand.RevokeApiKey(KeyId, "test"));
}
