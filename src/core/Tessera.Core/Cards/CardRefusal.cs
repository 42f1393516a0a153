namespace Tessera.Core.Cards;

// Ordered by precedence within 2000-2999. Persisted numbers: append only.
public enum CardRefusal : ushort
{
    // A member of the record is missing or outside its range.
    RecordInvalid = 2001,
    AlreadyRegistered = 2002,
    IssuerUnknown = 2003,
    AccountUnknown = 2004,
    CardUnknown = 2005,
    AccountIsClosed = 2006,

    // A closed card stays closed.
    CardIsClosed = 2007,
    CurrencyDiffers = 2008,
    AmountNotPositive = 2009,

    // The issuer keeps its own books.
    BooksAreOutside = 2010,

    // Under the same number the sequence number rises: two chips would have one key, and spent cryptograms come again.
    NothingNew = 2011,
    SameAccount = 2012,

    // Another issuer, or a prepaid account against a credit account: customers' money has a bank account of its own.
    AccountsNotAlike = 2013,
    InsufficientFunds = 2014,
}
