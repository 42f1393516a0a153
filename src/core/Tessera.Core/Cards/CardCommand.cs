namespace Tessera.Core.Cards;

public abstract record CardCommand : Command
{
    // CustomerSince may lie before the account's first day here: the age of the relation counts at activation.
    public sealed record OpenAccount(
        CardAccountId Account,
        BookId Issuer,
        CardAccountKind Kind,
        Currency Currency,
        long CreditLimitMinor,
        Timestamp CustomerSince) : CardCommand;

    // Money paid in to a prepaid account, or a repayment of a credit account; the bank's own reference in the door.
    public sealed record Deposit(CardAccountId Account, long AmountMinor, Currency Currency) : CardCommand;

    // Between two accounts of one issuer; what is held and what the source lacks stays where it is.
    public sealed record Transfer(
        AccountTransferId Id,
        CardAccountId Source,
        CardAccountId Target,
        long AmountMinor,
        Currency Currency) : CardCommand;

    public sealed record Enrol(Card Card) : CardCommand;

    // A new number, or the same one with a new sequence number; tokens stay. Pan is the row of the number in the vault.
    public sealed record Reissue(
        CardId Card,
        PanReference Pan,
        string LastFour,
        int ExpiryYearMonth,
        byte SequenceNumber,
        string By) : CardCommand;

    // For good, with its cards and their tokens.
    public sealed record CloseAccount(CardAccountId Account, string By) : CardCommand;

    public sealed record SetStatus(CardId Card, CardStatus Status, string By) : CardCommand;
}
