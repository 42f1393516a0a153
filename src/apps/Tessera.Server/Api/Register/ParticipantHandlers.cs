using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.World;

namespace Tessera.Server.Api.Register;

/// <summary>Legal entities.</summary>
public sealed class ParticipantHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<ParticipantView>> CreateAsync(
        PostCall<CreateParticipantBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        if (body.Book is < 1 or > ushort.MaxValue)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A book has a number from 1 to 65535.", "$.book");
        }

        if (body.Country is < 1 or > 999)
        {
            return new Problem(ProblemKinds.MemberInvalid, "A country is an ISO 3166-1 number.", "$.country");
        }

        var roles = body.Roles.Aggregate(ParticipantRoles.None, (sum, role) => sum | role.Value);
        var participant = new Participant(
            DerivedId.Of<IdKinds.Participant>(call.Key.Id), (ushort)body.Book, body.Code, body.Name, roles,
            (ushort)body.Country, body.Outside);
        var answer = await world.Commands.RunAsync<Reply.Done, ParticipantView>(
            new DirectoryCommand.RegisterParticipant(participant, call.Caller.By), call.Key,
            _ => ParticipantView.Of(participant));
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<Page<ParticipantView>>> ListAsync(PageCall call, CancellationToken cancel)
        => new(DirectoryPage.Of(
            call, world.Directory.Current.Participants.Values, ParticipantView.Of,
            participant => participant.Id.ToString()));
}
