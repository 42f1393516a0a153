namespace Tessera.Core.Cards;

// A funding account in memory. 40 bytes without padding (a snapshot copies rows as memory).
public struct CardAccountRow
{
    public const int NoCard = -1;

    public WideKey Id;
    public long CustomerSinceNanoseconds;
    public uint Number;
    public int LatestCard;
    public ushort IssuerBook;
    public ushort CurrencyNumber;
    public CardAccountKind Kind;
    public byte IsClosed;
    public ushort Reserved;

    public static CardAccountRow Of(CardAccount account) => new()
    {
        Id = account.Id.Value,
        CustomerSinceNanoseconds = account.CustomerSince.Nanoseconds,
        Number = checked((uint)account.Number),
        LatestCard = NoCard,
        IssuerBook = account.IssuerBook,
        CurrencyNumber = account.CurrencyNumber,
        Kind = account.Kind,
        IsClosed = account.IsClosed ? (byte)1 : (byte)0,
    };

    public readonly CardAccount ToRecord() => new(
        new CardAccountId(Id.Value), Number, IssuerBook, Kind, CurrencyNumber,
        new Timestamp(CustomerSinceNanoseconds), IsClosed != 0);

    internal sealed class ById : IRowKey<CardAccountRow>
    {
        public static UInt128 Of(in CardAccountRow row) => row.Id.Value;
    }
}
