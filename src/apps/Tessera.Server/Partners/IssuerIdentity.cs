using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Partners;

/// <summary>Who an issuer's own process is and whom it dials. A folder without participants gets both.</summary>
public sealed record IssuerIdentity(string Code, string Name, string NetworkCode, ushort Country)
{
    private const string By = "issuer process";
    private const ushort OwnBook = 1;
    private const ushort NetworkBook = 2;

    internal async Task EnsureAsync(TesseraWorld world)
    {
        if (!world.Directory.Current.Participants.IsEmpty)
            return;
        await RegisterAsync(world, new Participant(
            DerivedId.Of<IdKinds.Participant>(DerivedId.Number(0, "issuer " + Code)), OwnBook, Code, Name,
            ParticipantRoles.Issuer, Country));
        await RegisterAsync(world, new Participant(
            DerivedId.Of<IdKinds.Participant>(DerivedId.Number(0, "network " + NetworkCode)), NetworkBook, NetworkCode,
            "Network", ParticipantRoles.Network | ParticipantRoles.Acquirer, Country, IsOutside: true));
        await world.Directory.RefreshAsync();
    }

    private static async Task RegisterAsync(TesseraWorld world, Participant participant)
    {
        var command = DerivedId.Number(participant.Id.Value, "register");
        await world.Shard.ExecuteAsync(new DirectoryCommand.RegisterParticipant(participant, By), command, command);
    }
}
