using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Server.Api.Register;
using Tessera.Server.World;

namespace Tessera.Server.Api.Keys;

/// <summary>API keys. A secret follows from the server's own key and the command's id, so that a repeat can show it
/// again although only its hash is stored.</summary>
public sealed class ApiKeyHandlers(TesseraWorld world)
{
    public async ValueTask<Answer<ApiKeyView>> CreateAsync(PostCall<CreateApiKeyBody> call, CancellationToken cancel)
    {
        var body = call.Body;
        var directory = world.Directory.Current;
        if (!TryReadOwner(body, directory, out var owner))
        {
            return new Problem(
                ProblemKinds.MemberInvalid, "This role acts for a merchant or participant that exists.", "$.owner");
        }

        var secret = world.Keys.ApiSecret(call.Key.Id);
        var key = new ApiKey(
            DerivedId.Of<IdKinds.ApiKey>(call.Key.Id), ApiKeySecret.Hash(secret), body.Role.Value, owner, body.Name,
            IsRevoked: false);
        var answer = await world.Commands.RunAsync<Reply.Done, ApiKeyView>(
            new DirectoryCommand.GrantApiKey(key, call.Caller.By), call.Key,
            _ => ApiKeyView.Of(key, directory) with { Secret = secret });
        await world.Directory.RefreshAsync();
        return answer;
    }

    public async ValueTask<Answer<ApiKeyView>> RevokeAsync(PostCall<NoBody> call, CancellationToken cancel)
    {
        if (!ApiKeyId.TryParse(call.Id, out var id))
        {
            return RefusalProblems.Of(DirectoryRefusal.ApiKeyUnknown);
        }

        var answer = await world.Commands.RunAsync<Reply.Done, ApiKeyView>(
            new DirectoryCommand.RevokeApiKey(id, call.Caller.By), call.Key,
            _ => new ApiKeyView { Id = id.ToString(), Revoked = true });
        await world.Directory.RefreshAsync();
        return answer;
    }

    public ValueTask<Answer<Page<ApiKeyView>>> ListAsync(PageCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        return new(DirectoryPage.Of(
            call, directory.ApiKeys.Values, key => ApiKeyView.Of(key, directory), key => key.Id.ToString()));
    }

    private static bool TryReadOwner(CreateApiKeyBody body, DirectoryState directory, out UInt128 owner)
    {
        owner = 0;
        switch (body.Role.Value)
        {
            case ApiKeyRole.Operator or ApiKeyRole.Auditor:
                return body.Owner is null;
            case ApiKeyRole.Merchant:
                var isMerchant = MerchantId.TryParse(body.Owner, out var merchant);
                owner = merchant.Value;
                return isMerchant && directory.Merchants.ContainsKey(owner);
            default:
                var isParticipant = ParticipantId.TryParse(body.Owner, out var participant);
                owner = participant.Value;
                return isParticipant && directory.Participants.GetValueOrDefault(owner) is { } found
                    && found.Roles.HasFlag(RoleOf(body.Role.Value));
        }
    }

    private static ParticipantRoles RoleOf(ApiKeyRole role) => role switch
    {
        ApiKeyRole.Issuer => ParticipantRoles.Issuer,
        ApiKeyRole.Acquirer => ParticipantRoles.Acquirer,
        _ => ParticipantRoles.Wallet,
    };
}
