using Tessera.Client.Tokens;
using Tessera.Core;
using Tessera.Hsm.Subjects;
using Tessera.Journal;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Api;

/// <summary>A person is forgotten, and the journal's chain stands.</summary>
public sealed class ErasureTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Name = "Zebedee Zephyr";

    [Fact]
    public async Task A_phone_s_name_lies_in_no_event_and_is_gone_once_its_owner_is_erased()
    {
        var device = await server.Wallet.Devices.RegisterAsync(new RegisterDevice
        {
            Name = $"{Name}'s phone", PublicKey = Convert.ToBase64String(Point()),
        });
        Assert.Equal($"{Name}'s phone", (await server.Wallet.Devices.GetAsync(device.Id)).Name);
        var events = await server.Operator.Events.ListOfAsync(device.Id);
        Assert.NotEmpty(events.Data);
        Assert.All(events.Data, entry => Assert.DoesNotContain(
            Name, entry.Data!.Value.GetRawText(), StringComparison.Ordinal));

        await server.Wallet.Devices.EraseOwnerAsync(device.Id);
        await server.Wallet.Devices.EraseOwnerAsync(device.Id);
        var after = await server.Wallet.Devices.GetAsync(device.Id);
        Assert.Null(after.Name);
        Assert.Equal(DeviceState.InUse, after.State);
    }

    [Fact]
    public async Task A_holder_is_erased_for_good_and_the_journal_verifies()
    {
        var (_, card, _) = await server.NewCardAsync();
        var holder = await server.Host.World.Shard.QueryAsync(state => state.Cards.FindCard(
            Id<IdKinds.Card>.TryParse(card.Id, out var id) ? id : default)!.Holder);
        var subject = new Id<SubjectRow>(holder.Value);
        Assert.NotNull(server.Host.World.Subjects.Get(subject, "name"));

        await server.Issuer.Cards.EraseHolderAsync(card.Id);
        Assert.Null(server.Host.World.Subjects.Get(subject, "name"));
        Assert.Null(server.Host.World.Subjects.Get(subject, "phone"));
        Assert.False(await server.Host.World.Subjects.PutAsync(subject, ("name", "somebody else")));
        using var rows = new SqliteRows(new SqliteFolder(server.Folder));
        Assert.True(JournalVerifier.Verify(rows).IsSound);
    }

    private static byte[] Point()
    {
        using var key = System.Security.Cryptography.ECDiffieHellman.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var point = new byte[Emv.Keys.DeviceKeyEnvelope.PointBytes];
        Emv.Keys.DeviceKeyEnvelope.ExportPoint(key, point);
        return point;
    }
}
