using System.Globalization;
using System.Text;

namespace Tessera.Cli.Demo;

/// <summary>The trial balance as a table.</summary>
internal static class DemoLedgerText
{
    public static string Of(DemoLedger ledger)
    {
        var text = new StringBuilder();
        Row(text, "BOOK", "CLASS", "DEBITS", "CREDITS", "DEBITS HELD", "CREDITS HELD");
        foreach (var (book, currencies) in ledger.Books)
        {
            foreach (var (currency, classes) in currencies)
            {
                foreach (var (name, line) in classes)
                {
                    Row(
                        text, book, name, Amount(line.Debits, currency), Amount(line.Credits, currency),
                        Amount(line.PendingDebits, currency), Amount(line.PendingCredits, currency));
                }
            }
        }

        foreach (var (currency, sum) in ledger.Sums)
        {
            text.Append(CultureInfo.InvariantCulture, $"Sum of all books in {currency}: {sum}\n");
        }

        return text.ToString();
    }

    private static string Amount(long minor, string currency) =>
        Primitives.Currency.TryFromCode(currency, out var known)
            ? new Primitives.Money(minor, known).ToString()
            : minor.ToString(CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, string book, string name, params ReadOnlySpan<string> amounts)
    {
        text.Append(CultureInfo.InvariantCulture, $"{book,-18}{name,-10}");
        foreach (var amount in amounts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{amount,15}");
        }

        text.Append('\n');
    }
}
