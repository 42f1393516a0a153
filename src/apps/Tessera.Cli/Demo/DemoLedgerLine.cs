namespace Tessera.Cli.Demo;

internal sealed record DemoLedgerLine(long Debits, long Credits, long PendingDebits, long PendingCredits);
