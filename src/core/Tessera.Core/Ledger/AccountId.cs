using System.Globalization;

namespace Tessera.Core.Ledger;

// Book, role, currency and owner packed into 128 bits, so an account's book can never disagree with its id.
// The owner is a counterparty's book, a merchant's or a card account's number, or zero.
public readonly record struct AccountId(UInt128 Value)
{
    private const int BookShift = 112;
    private const int RoleShift = 104;
    private const int CurrencyShift = 88;

    public BookId Book => new(unchecked((ushort)(Value >> BookShift)));

    public AccountRole Role => (AccountRole)unchecked((byte)(Value >> RoleShift));

    public Currency Currency => new(unchecked((ushort)(Value >> CurrencyShift)));

    public ulong Owner => unchecked((ulong)Value);

    public static AccountId Of(BookId book, AccountRole role, Currency currency, ulong owner = 0)
    {
        Invariant.Check(book.Number != 0, "an account belongs to a book");
        Invariant.Check(currency != Currency.None, "an account has a currency");
        return new(((UInt128)book.Number << BookShift)
            | ((UInt128)(byte)role << RoleShift)
            | ((UInt128)currency.Number << CurrencyShift)
            | owner);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Book.Number}/{Role}/{Currency.Number}/{Owner}");
}
