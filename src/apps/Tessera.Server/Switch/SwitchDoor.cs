using Tessera.Core.Directory;
using Tessera.Hsm;
using Tessera.Server.Partners;

namespace Tessera.Server.Switch;

/// <summary>What every link of a process works on, whichever end opened it.</summary>
internal sealed record SwitchDoor(
    SwitchSettings Settings,
    SwitchCounters Counters,
    TimeProvider Time,
    Func<DirectoryState> Directory,
    SwitchHandle Handle)
{
    /// <summary>Null where links carry no message authentication codes.</summary>
    public IPaymentHsm? ZoneKeys { get; init; }

    public PartnerLinks Partners { get; init; } = new();

    /// <summary>DE33 of what this process sends: its network, else its issuer, else its acquirer.</summary>
    public string OwnCode =>
        (Own(ParticipantRoles.Network) ?? Own(ParticipantRoles.Issuer) ?? Own(ParticipantRoles.Acquirer))?.Code ?? "0";

    private Participant? Own(ParticipantRoles role) =>
        Directory().Participants.Values.FirstOrDefault(p => !p.IsOutside && p.Roles.HasFlag(role));
}
