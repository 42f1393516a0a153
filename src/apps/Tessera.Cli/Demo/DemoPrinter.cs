namespace Tessera.Cli.Demo;

/// <summary>The receipt and the trial balance, for people.</summary>
internal static class DemoPrinter
{
    public static void Print(DemoReport report)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(report.Receipt);
        if (report.Ledger is { } ledger)
        {
            Console.Out.WriteLine(DemoLedgerText.Of(ledger));
        }
    }
}
