using Tessera.Core.Directory;
using Tessera.Journal.Shards;

namespace Tessera.Server.World;

/// <summary>The directory as the doors see it: an immutable value, replaced whenever the shard has committed a change.
/// A command carries the facts it was decided on, so a moment's age is safe.</summary>
public sealed class DirectoryCache(Shard shard, ApiKeyRing keys)
{
    private volatile DirectoryState current = DirectoryState.Empty;

    public DirectoryState Current => current;

    /// <summary>Called where a directory command was answered, and for each committed batch that changes it.</summary>
    public async ValueTask RefreshAsync() => Replace(await shard.QueryAsync(state => state.Directory));

    internal void Replace(DirectoryState directory)
    {
        var before = current;
        current = directory;
        if (!ReferenceEquals(before.ApiKeys, directory.ApiKeys))
        {
            keys.Load(directory.ApiKeys.Values);
        }
    }
}
