using System.Globalization;

namespace Tessera.Core.Cards;

// A card in memory. 96 bytes without padding (a snapshot copies rows as memory).
public struct CardRow
{
    public WideKey Id;
    public WideKey Pan;
    public WideKey Holder;
    public int Account;
    public int EarlierOfAccount;
    public ushort LastFour;
    public ushort ExpiryYearMonth;
    public byte SequenceNumber;
    public CardStatus Status;
    public PaymentAccountText PaymentAccount;
    public byte Reserved1;
    public int Reserved2;

    public void Set(Card card)
    {
        (Id, Pan, Holder) = (card.Id.Value, card.Pan.Value, card.Holder.Value);
        LastFour = ushort.Parse(card.LastFour, NumberStyles.None, CultureInfo.InvariantCulture);
        ExpiryYearMonth = checked((ushort)card.ExpiryYearMonth);
        (SequenceNumber, Status) = (card.SequenceNumber, card.Status);
        PaymentAccount = PaymentAccountText.Of(card.PaymentAccount);
    }

    public readonly Card ToRecord(UInt128 account) => new(
        new CardId(Id.Value), new CardAccountId(account), new PanReference(Pan.Value),
        LastFour.ToString("D4", CultureInfo.InvariantCulture), ExpiryYearMonth, SequenceNumber,
        new SubjectReference(Holder.Value), PaymentAccount.ToString(), Status);

    internal sealed class ById : IRowKey<CardRow>
    {
        public static UInt128 Of(in CardRow row) => row.Id.Value;
    }

    internal sealed class ByPan : IRowKey<CardRow>
    {
        public static UInt128 Of(in CardRow row) => row.Pan.Value;
    }
}
