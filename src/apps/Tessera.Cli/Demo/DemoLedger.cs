using Tessera.Core.Ledger;
using Tessera.Primitives;

namespace Tessera.Cli.Demo;

/// <summary>
/// The trial balance: sums by currency (all zero), and by book and currency the debits and credits of each class.
/// </summary>
internal sealed record DemoLedger(
    SortedDictionary<string, long> Sums,
    SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, DemoLedgerLine>>> Books)
{
    public static DemoLedger Of(TrialBalance balance, Func<BookId, string> nameOf)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var books = new SortedDictionary<string, SortedDictionary<string, SortedDictionary<string, DemoLedgerLine>>>(
            StringComparer.Ordinal);
        foreach (var (key, sum) in balance.Sums())
        {
            sums[key.Currency.Code] = sums.GetValueOrDefault(key.Currency.Code) + (long)sum;
        }

        foreach (var line in balance.Lines)
        {
            var book = Child(books, nameOf(line.Book));
            Child(book, line.Currency.Code)[Text(line.Class)] = new DemoLedgerLine(
                line.DebitsMinor, line.CreditsMinor, line.PendingDebitsMinor, line.PendingCreditsMinor);
        }

        return new DemoLedger(sums, books);
    }

    private static string Text(AccountClass value) => value switch
    {
        AccountClass.Asset => "asset",
        AccountClass.Liability => "liability",
        AccountClass.Income => "income",
        AccountClass.Expense => "expense",
        _ => "memo",
    };

    private static SortedDictionary<string, TValue> Child<TValue>(
        SortedDictionary<string, SortedDictionary<string, TValue>> parent, string name)
    {
        if (!parent.TryGetValue(name, out var child))
        {
            parent.Add(name, child = new SortedDictionary<string, TValue>(StringComparer.Ordinal));
        }

        return child;
    }
}
