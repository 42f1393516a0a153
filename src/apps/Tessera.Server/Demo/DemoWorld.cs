using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Demo;

/// <summary>Seeds a folder with the demo's participants through ordinary commands. Their ids follow from their names,
/// so a second start repeats them and changes nothing.</summary>
public static class DemoWorld
{
    private const string By = "demo";

    public static async Task<DemoKeys> SeedAsync(TesseraWorld world)
    {
        foreach (var (name, command) in DemoRecords.All(By))
        {
            await RunAsync(world, name, command);
        }

        var keys = new DemoKeys
        {
            Operator = await GrantAsync(world, "operator", ApiKeyRole.Operator, 0),
            Auditor = await GrantAsync(world, "auditor", ApiKeyRole.Auditor, 0),
            Issuer = await GrantAsync(world, "issuer", ApiKeyRole.Issuer, DemoIds.Issuer.Value),
            Acquirer = await GrantAsync(world, "acquirer", ApiKeyRole.Acquirer, DemoIds.Acquirer.Value),
            Coffee = await GrantAsync(world, "coffee", ApiKeyRole.Merchant, DemoIds.Coffee.Value),
            Books = await GrantAsync(world, "books", ApiKeyRole.Merchant, DemoIds.Books.Value),
            Wallet = await GrantAsync(world, "wallet", ApiKeyRole.Wallet, DemoIds.Wallet.Value),
            CloudWallet = await GrantAsync(world, "cloud wallet", ApiKeyRole.Wallet, DemoIds.CloudWallet.Value),
        };
        await world.Directory.RefreshAsync();
        return keys;
    }

    private static async Task<string> GrantAsync(TesseraWorld world, string name, ApiKeyRole role, UInt128 owner)
    {
        var secret = world.Keys.ApiSecret("demo " + name);
        var id = DerivedId.Of<IdKinds.ApiKey>(DemoIds.CommandId("key " + name));
        await RunAsync(world, "grant " + name, new DirectoryCommand.GrantApiKey(
            new ApiKey(id, ApiKeySecret.Hash(secret), role, owner, "demo " + name, IsRevoked: false), By));
        return secret;
    }

    private static async Task RunAsync(TesseraWorld world, string name, DirectoryCommand command)
    {
        var id = DemoIds.CommandId(name);
        var outcome = await world.Shard.ExecuteAsync(command, id, DerivedId.Number(id, "body"));
        Invariant.Check(
            outcome.Kind is OutcomeKind.Decided or OutcomeKind.Repeated, "the demo's records are accepted");
    }
}
