using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// Messages that wait for a partner's answer, and what was approved in issuers' places today.
public sealed class PartnerState
{
    private readonly SortedDictionary<long, PartnerMessage> waiting = [];
    private readonly Dictionary<ushort, int> counts = [];
    private readonly Dictionary<UInt128, StandInUse> standIns = [];
    private DateOnly standInDay;

    public long LastSequence { get; private set; }

    public int CountFor(BookId partner) => counts.GetValueOrDefault(partner.Number);

    public PartnerMessage? Find(long sequence) => waiting.GetValueOrDefault(sequence);

    // In the order in which they leave.
    public IEnumerable<PartnerMessage> WaitingFor(BookId partner) =>
        waiting.Values.Where(message => message.Book == partner.Number);

    public IEnumerable<BookId> PartnersWaitedFor() => counts.Keys.Order().Select(book => new BookId(book));

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
                waiting.Remove(e.Sequence);
                if (--counts[e.Book] == 0)
                {
                    counts.Remove(e.Book);
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
        [.. waiting.Values], LastSequence, standInDay, [.. standIns.Values.OrderBy(use => use.Payer)]);

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
        waiting.Add(message.Sequence, message);
        counts[message.Book] = CountFor(new BookId(message.Book)) + 1;
    }
}
