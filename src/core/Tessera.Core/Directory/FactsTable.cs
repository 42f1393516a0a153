namespace Tessera.Core.Directory;

// Facts that many payments have in common, noted once and numbered from one on. They are as many as merchants by ranges
// by changes of terms, and stay: a payment may come back from the cold store.
public sealed class FactsTable
{
    // Acquirers name their tills as they like: beyond this number theirs are no longer noted.
    private const int MostWithOutsideTills = 10_000;

    private readonly List<PaymentFacts> noted = [];
    private readonly Dictionary<PaymentFacts, int> numbers = [];

    public KnownFacts Known { get; } = new();

    public int NextNumber => noted.Count + 1;

    // As a payment will carry them, and whether that is for the first time. Without the terminal, which the payment
    // names itself: a merchant has many. A till that only its acquirer's message tells of is in its facts.
    public (PaymentFacts Facts, bool IsNew) Noted(PaymentFacts facts)
    {
        var common = Common(facts);
        if (numbers.TryGetValue(common, out var number))
        {
            return (noted[number - 1], false);
        }

        return facts.OutsideTerminal is not null && noted.Count >= MostWithOutsideTills
            ? (facts, false)
            : (common with { Number = NextNumber }, true);
    }

    public static PaymentFacts Common(PaymentFacts facts) =>
        facts is { Terminal.IsNone: true, Number: 0 } ? facts : facts with { Terminal = default, Number = 0 };

    public void Apply(MaintenanceEvent.FactsNoted change, IColdSink sink)
    {
        Invariant.Check(change.Number == NextNumber, "facts are numbered one after the other");
        Load(change.Facts);
        sink.Put(KeyOf(change.Number), MemoryPackSerializer.Serialize(change.Facts));
    }

    public void Load(PaymentFacts facts)
    {
        var number = NextNumber;
        Known.Add(number, facts);
        noted.Add(Known.Find(number)!);
        numbers.Add(facts, number);
    }

    public PaymentFacts[] Freeze() => [.. noted];

    // Where a reader that begins in the middle of a journal finds them.
    public static ColdKey KeyOf(int number) => new(ColdKind.Facts, (UInt128)number);
}
