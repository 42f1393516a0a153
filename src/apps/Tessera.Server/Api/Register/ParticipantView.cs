using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

public sealed record ParticipantView
{
    public required string Id { get; init; }

    public string Object => "participant";

    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required int Book { get; init; }

    public required string Code { get; init; }

    public required bool Outside { get; init; }

    public static ParticipantView Of(Participant participant) => new()
    {
        Id = participant.Id.ToString(),
        Name = participant.Name,
        Roles = WireText.Flags(participant.Roles),
        Book = participant.Book,
        Code = participant.Code,
        Outside = participant.IsOutside,
    };
}
