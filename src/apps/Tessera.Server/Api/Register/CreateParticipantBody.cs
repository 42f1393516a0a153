using Tessera.Core.Directory;

namespace Tessera.Server.Api.Register;

public sealed record CreateParticipantBody
{
    public required string Name { get; init; }

    public required IReadOnlyList<WireName<ParticipantRoles>> Roles { get; init; }

    public required int Book { get; init; }

    public required string Code { get; init; }

    public required int Country { get; init; }

    public bool Outside { get; init; }
}
