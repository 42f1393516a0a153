using Tessera.Core.Directory;

namespace Tessera.Server.World;

/// <summary>Which objects a caller may see or move. What it may not is answered like what does not exist.</summary>
public readonly struct Scope(Caller caller, DirectoryState directory)
{
    /// <summary>The caller's own book, zero when it has none.</summary>
    public ushort Book => directory.Participants.GetValueOrDefault(caller.Owner)?.Book ?? 0;

    public bool SeesIssuer(ushort book)
        => caller.SeesEverything || (caller.Role == ApiKeyRole.Issuer && book != 0 && book == Book);

    public bool SeesMerchant(Merchant? merchant) => merchant is not null && caller.Role switch
    {
        ApiKeyRole.Operator or ApiKeyRole.Auditor => true,
        ApiKeyRole.Merchant => merchant.Id.Value == caller.Owner,
        ApiKeyRole.Acquirer => Book != 0 && merchant.AcquirerBook == Book,
        _ => false,
    };

    public bool SeesRequestor(ulong number)
        => caller.SeesEverything || (caller.Role == ApiKeyRole.Wallet && Book != 0
            && directory.Requestors.GetValueOrDefault(number) is { } requestor && requestor.WalletBook == Book);

    /// <summary>Tokens, devices and provisionings belong to their wallet and to the card's issuer.</summary>
    public bool SeesToken(ulong requestor, ushort issuerBook) => SeesRequestor(requestor) || SeesIssuer(issuerBook);

    /// <summary>The caller's own requestor, or the one named; null when there is none it may use.</summary>
    public TokenRequestor? Requestor(string? named)
    {
        if (named is null)
        {
            var book = Book;
            return book == 0 ? null : directory.Requestors.Values.FirstOrDefault(r => r.WalletBook == book);
        }

        return ulong.TryParse(named, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && SeesRequestor(number) ? directory.Requestors.GetValueOrDefault(number) : null;
    }

    /// <summary>The book of the participant that acts in a role: the caller's own, or the one named.</summary>
    public Participant? Participant(string? named, ParticipantRoles role)
    {
        var id = named is null ? caller.Owner
            : ParticipantId.TryParse(named, out var parsed) ? parsed.Value : default;
        var participant = directory.Participants.GetValueOrDefault(id);
        var isAllowed = participant is not null && participant.Roles.HasFlag(role)
            && (caller.Role == ApiKeyRole.Operator || participant.Id.Value == caller.Owner);
        return isAllowed ? participant : null;
    }
}
