using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Partners;

/// <summary>Who an issuer's or acquirer's own process is and whom it dials. A folder without participants gets both.
/// </summary>
public sealed record MemberIdentity(string Code, string Name, string NetworkCode, ushort Country)
{
    private const ushort OwnBook = 1;
    private const ushort NetworkBook = 2;

    public ParticipantRoles Role { get; init; } = ParticipantRoles.Issuer;

    /// <summary>To an issuer the network brings the acquirers' requests; to an acquirer it answers for the issuers.
    /// </summary>
    private ParticipantRoles RoleOfNetwork =>
        Role == ParticipantRoles.Issuer ? ParticipantRoles.Acquirer : ParticipantRoles.Issuer;

    private string Word => Role == ParticipantRoles.Issuer ? "issuer" : "acquirer";

    internal async Task EnsureAsync(TesseraWorld world)
    {
        if (!world.Directory.Current.Participants.IsEmpty)
            return;
        await RegisterAsync(world, new Participant(
            DerivedId.Of<IdKinds.Participant>(DerivedId.Number(0, $"{Word} {Code}")), OwnBook, Code, Name, Role,
            Country));
        await RegisterAsync(world, new Participant(
            DerivedId.Of<IdKinds.Participant>(DerivedId.Number(0, "network " + NetworkCode)), NetworkBook, NetworkCode,
            "Network", ParticipantRoles.Network | RoleOfNetwork, Country, IsOutside: true));
        await world.Directory.RefreshAsync();
    }

    private async Task RegisterAsync(TesseraWorld world, Participant participant)
    {
        var command = DerivedId.Number(participant.Id.Value, "register");
        await world.Shard.ExecuteAsync(
            new DirectoryCommand.RegisterParticipant(participant, $"{Word} process"), command, command);
    }
}
