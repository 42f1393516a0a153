namespace Tessera.Client.Settlement;

/// <summary>A line of the bank's statement: the payout of this amount was made.</summary>
public sealed record ConfirmPayout(long Amount, string Currency, string StatementReference);
