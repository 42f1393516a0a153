namespace Tessera.Cli.Torture.Customers;

/// <summary>What is done to a payment after its tap.</summary>
internal enum ActKind
{
    Capture = 1,
    Refund = 2,
    Void = 3,
    Reversal = 4,
}
