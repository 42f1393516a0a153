using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// Messages that wait for a partner's answer, and what was approved in issuers' places today.
public sealed class PartnerState
{
    private readonly SortedDictionary<ushort, SortedDictionary<long, PartnerMessage>> waiting = [];
    private readonly Dictionary<UInt128, StandInUse> standIns = [];
    private DateOnly standInDay;

    public long LastSequence { get; private set; }

    public int CountFor(BookId partner) =>
        waiting.TryGetValue(partner.Number, out var messages) ? messages.Count : 0;

    public PartnerMessage? Find(BookId partner, long sequence) =>
        waiting.TryGetValue(partner.Number, out var messages) ? messages.GetValueOrDefault(sequence) : null;

    // In the order in which they leave.
    public IEnumerable<PartnerMessage> WaitingFor(BookId partner) =>
        waiting.TryGetValue(partner.Number, out var messages) ? messages.Values : [];

    public IEnumerable<BookId> PartnersWaitedFor() => waiting.Keys.Select(book => new BookId(book));

    public StandInUse StandInsOf(UInt128 payer, DateOnly day) =>
        day == standInDay && standIns.TryGetValue(payer, out var use) ? use : new StandInUse(payer, 0, 0);

    public void Apply(PartnerEvent change)
    {
        switch (change)
        {
            case PartnerEvent.Queued e:
                Add(e.Message);
                LastSequence = e.Message.Sequence;
                break;
            case PartnerEvent.Answered e:
                waiting[e.Book].Remove(e.Sequence);
                if (waiting[e.Book].Count == 0)
                {
                    waiting.Remove(e.Book);
                }

                break;
            default:
                throw new InvariantException("every partner event has its case");
        }
    }

    public void CountStandIn(Payment payment, DateOnly day)
    {
        if (day != standInDay)
        {
            standIns.Clear();
            standInDay = day;
        }

        var payer = RemoteFundingRules.PayerOf(payment);
        var use = StandInsOf(payer, day);
        standIns[payer] = new StandInUse(payer, use.Count + 1, use.AmountMinor + payment.AuthorisedMinor);
    }

    public PartnerSnapshot Freeze() => new(
        [.. waiting.Values.SelectMany(messages => messages.Values)],
        LastSequence,
        standInDay,
        [.. standIns.Values.OrderBy(use => use.Payer)]);

    public void Load(PartnerSnapshot snapshot)
    {
        foreach (var message in snapshot.Waiting)
        {
            Add(message);
        }

        LastSequence = snapshot.LastSequence;
        standInDay = snapshot.StandInDay;
        foreach (var use in snapshot.StandIns)
        {
            standIns.Add(use.Payer, use);
        }
    }

    private void Add(PartnerMessage message)
    {
        if (!waiting.TryGetValue(message.Book, out var messages))
        {
            waiting.Add(message.Book, messages = []);
        }

        messages.Add(message.Sequence, message);
    }
}
