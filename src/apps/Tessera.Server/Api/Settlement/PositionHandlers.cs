using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Core.Settlement;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Api.Settlement;

/// <summary>What participants owe before settlement, and how much they may.</summary>
public sealed class PositionHandlers(TesseraWorld world)
{
    private const int DefaultAlarm = 8_000;

    public async ValueTask<Answer<NetDebitCapView>> SetCapAsync(
        PostCall<NetDebitCapBody> call, CancellationToken cancel)
    {
        var participant = ParticipantId.TryParse(call.Id, out var id)
            ? world.Directory.Current.Participants.GetValueOrDefault(id.Value) : null;
        if (participant is null)
        {
            return RefusalProblems.Of(SettlementRefusal.ParticipantUnknown);
        }

        if (!Currency.TryFromCode(call.Body.Currency, out var currency))
        {
            return new Problem(ProblemKinds.CurrencyUnknown, param: "$.currency");
        }

        var alarm = call.Body.AlarmBasisPoints ?? DefaultAlarm;
        return await world.Commands.RunAsync<Reply.Done, NetDebitCapView>(
            new SettlementCommand.SetNetDebitCap(
                new BookId(participant.Book), currency, call.Body.Cap, alarm, call.Caller.By),
            call.Key,
            _ => new NetDebitCapView(call.Id, currency.Code, call.Body.Cap, alarm));
    }

    public async ValueTask<Answer<PositionsView>> GetAsync(GetCall call, CancellationToken cancel)
    {
        var book = call.Caller.SeesEverything ? (ushort?)null : new Scope(call.Caller, world.Directory.Current).Book;
        return new PositionsView(await world.Shard.QueryAsync(state => Of(state, book)));
    }

    private static IReadOnlyList<PositionView> Of(ShardState state, ushort? only)
    {
        var directory = state.Directory;
        var networks = directory.Participants.Values
            .Where(participant => participant.Roles.HasFlag(ParticipantRoles.Network)).ToList();
        var currencies = state.Ledger.All()
            .Where(account => account.AccountId.Role is AccountRole.DueTo or AccountRole.DueFrom)
            .Select(account => account.AccountId.Currency)
            .Concat(state.Settlement.Caps.Select(cap => new Currency(cap.CurrencyNumber)))
            .Distinct().OrderBy(currency => currency.Number).ToList();
        return
        [
            .. from participant in directory.Participants.Values.OrderBy(participant => participant.Book)
               where only is null || participant.Book == only
               from network in networks
               where network.Book != participant.Book
               from currency in currencies
               let view = Of(state, participant, network, currency)
               where view is not null
               select view,
        ];
    }

    private static PositionView? Of(ShardState state, Participant participant, Participant network, Currency currency)
    {
        var book = new BookId(participant.Book);
        var cap = state.Settlement.CapOf(book, currency);
        var exposure = Exposure.Of(state, book, new BookId(network.Book), currency);
        if (cap is null && exposure == default)
        {
            return null;
        }

        var used = cap is null or { CapMinor: 0 } ? (Int128?)null
            : (Int128)exposure.DebitMinor * BasisPoints.PerWhole / cap.CapMinor;
        return new PositionView
        {
            Participant = participant.Id.ToString(),
            Network = network.Id.ToString(),
            Currency = currency.Code,
            Owes = exposure.OwesMinor,
            Owed = exposure.OwedMinor,
            Net = exposure.NetMinor,
            Held = exposure.HeldMinor,
            Cap = cap?.CapMinor,
            UsedBasisPoints = (long?)used,
            Alarm = cap is not null && (used is null || used >= cap.AlarmBasisPoints),
        };
    }
}
