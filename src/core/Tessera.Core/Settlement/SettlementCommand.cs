namespace Tessera.Core.Settlement;

public abstract record SettlementCommand : Command
{
    public sealed record CloseWindow(DateOnly BusinessDate) : SettlementCommand;

    // Net positions are paid over the settlement banks and the merchants' payouts are instructed.
    public sealed record SettleWindow(DateOnly BusinessDate) : SettlementCommand;

    // The line of the bank's statement.
    public sealed record ConfirmPayout(
        PayoutId Payout, long AmountMinor, Currency Currency, string StatementReference) : SettlementCommand;

    // A cap of null is none.
    public sealed record SetNetDebitCap(
        BookId Participant, Currency Currency, long? CapMinor, int AlarmBasisPoints, string By) : SettlementCommand;
}
