using Tessera.Core;
using Tessera.Core.Directory;

namespace Tessera.Server.World;

/// <summary>A new folder has nobody who could make a key; so it gets one operator's key of its own.</summary>
internal static class FirstOperator
{
    private const string Name = "first operator";

    public static async Task<string> GrantAsync(TesseraWorld world)
    {
        var secret = world.Keys.ApiSecret(Name);
        var command = DerivedId.Number(0, Name);
        var key = new ApiKey(
            DerivedId.Of<IdKinds.ApiKey>(command), ApiKeySecret.Hash(secret), ApiKeyRole.Operator, 0, Name,
            IsRevoked: false);
        await world.Shard.ExecuteAsync(new DirectoryCommand.GrantApiKey(key, Name), command, command);
        await world.Directory.RefreshAsync();
        return secret;
    }
}
