namespace Tessera.Cli.Load.Transfers;

internal sealed record TransferSettings(int WarmUpSeconds, int Seconds, int InFlight, int Accounts);
