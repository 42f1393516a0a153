namespace Tessera.Core.Directory;

// What payments refer to by number. Whoever reads payments from bytes needs it: the shard its own, a reader that
// begins in the middle of a journal one that finds the rest in the cold store.
public sealed class KnownFacts : IServiceProvider
{
    private readonly Dictionary<int, PaymentFacts> known = [];
    private readonly Func<int, PaymentFacts?>? find;

    public KnownFacts(Func<int, PaymentFacts?>? find = null)
    {
        this.find = find;
        Options = MemoryPackSerializerOptions.Default with { ServiceProvider = this };
    }

    // To read payments with.
    public MemoryPackSerializerOptions Options { get; }

    public object? GetService(Type serviceType) => serviceType == typeof(KnownFacts) ? this : null;

    public void Add(int number, PaymentFacts facts) => known[number] = facts with { Number = number };

    public PaymentFacts? Find(int number)
    {
        if (!known.TryGetValue(number, out var facts) && find?.Invoke(number) is { } found)
        {
            Add(number, found);
            facts = known[number];
        }

        return facts;
    }
}
