using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Ledger;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Hsm.Vault;
using Tessera.Primitives;
using Tessera.Server.Activation;
using Tessera.Server.Operations;
using Tessera.Server.World;

namespace Tessera.Server.Api.Cards;

/// <summary>What a card bureau puts into a plastic card's chip: its profile and its own keys, sealed to the bureau's
/// key.</summary>
public sealed class PersonalisationHandlers(
    TesseraWorld world, LiveCounters counters, ILogger<PersonalisationHandlers> log)
{
    /// <summary>Sealed afresh on each call; useless to anybody but the bureau.</summary>
    public async ValueTask<Answer<CredentialsView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var directory = world.Directory.Current;
        if (!CardId.TryParse(call.Id, out var id)
            || await FindAsync(id) is not var (card, account)
            || !new Scope(call.Caller, directory).SeesIssuer(account.IssuerBook))
        {
            return RefusalProblems.Of(CardRefusal.CardUnknown);
        }

        var profile = call.Query.GetValueOrDefault("profile", "");
        if (!CredentialProfiles.IsKnown(profile))
        {
            return new Problem(ProblemKinds.QueryInvalid, "profile is qvsdc or mchip.", "profile");
        }

        var point = new byte[DeviceKeyEnvelope.PointBytes];
        if (!Convert.TryFromBase64String(call.Query.GetValueOrDefault("public_key", ""), point, out var length)
            || length != point.Length)
        {
            return new Problem(ProblemKinds.QueryInvalid, "public_key is 65 bytes in base64.", "public_key");
        }

        if (!directory.IsHere(new BookId(account.IssuerBook)))
        {
            return RefusalProblems.Of(CardRefusal.BooksAreOutside);
        }

        var row = new Id<VaultRow>(card.Pan.Value);
        var revealed = world.Vault.Reveal(row, RevealReason.Personalisation, out var pan);
        if (revealed == RevealOutcome.OverQuota)
        {
            counters.RevealRefused();
            log.LogWarning("Callers have had their share of card numbers; {Role} is refused", call.Caller.Role);
            return new Problem(ProblemKinds.RevealQuota);
        }

        Invariant.Check(revealed == RevealOutcome.Revealed, "an enrolled card's number is in the vault");
        var request = new DeviceKeyRequest(
            directory.FindRange(pan.Reveal())!.KeySet, new CardIdentity(pan, card.SequenceNumber), point,
            card.Id.ToString());
        if (!world.Hsm.TryWrapForDevice(request, out var delivery))
        {
            return new Problem(ProblemKinds.QueryInvalid, "public_key is no point of the curve.", "public_key");
        }

        return new CredentialsView
        {
            Token = card.Id.ToString(),
            KeyId = delivery.KeyIndex,
            Envelope = Convert.ToBase64String(delivery.Envelope),
            Profile = CredentialProfiles.Of(
                profile, pan, card.SequenceNumber, card.ExpiryYearMonth, new Currency(account.CurrencyNumber),
                directory.FindParticipant(new BookId(account.IssuerBook))!.Country) with
            {
                MagStripe = directory.FindRange(pan.Reveal())!.TakesMagStripe,
            },
        };
    }

    private ValueTask<(Card Card, CardAccount Account)?> FindAsync(CardId id)
        => world.Shard.QueryAsync<(Card, CardAccount)?>(state => state.Cards.FindCard(id) is { } card
            ? (card, state.Cards.FindAccount(card.Account)!)
            : null);
}
