namespace Tessera.Core.Tokens;

// A device token; its card and its phone by their rows. 96 bytes without padding (a snapshot copies rows as memory).
public struct TokenRow
{
    public WideKey Id;
    public WideKey MarkBits;
    public ulong Number;
    public ulong Requestor;
    public ulong AtcWindow;
    public long CreatedAtNanoseconds;
    public int Card;
    public int Device;
    public int EarlierOfCard;
    public int EarlierOnDevice;
    public int FirstCredential;
    public ushort ExpiryYearMonth;
    public ushort AtcHighest;
    public TokenState State;
    public TokenActor SuspendedBy;
    public TokenDomains Domains;
    public byte BadCryptograms;
    public byte NumberLength;
    public byte IsAtcUsed;
    public ushort Reserved;

    public readonly TokenId TokenId => new(Id.Value);

    public readonly Pan Pan => Pan.FromNumber(Number, NumberLength);

    public CounterWindow Counter
    {
        readonly get => new(AtcHighest, AtcWindow, IsAtcUsed != 0);
        private set
        {
            (AtcHighest, AtcWindow) = (value.Highest, value.Bits);
            IsAtcUsed = value.IsStarted ? (byte)1 : (byte)0;
        }
    }

    public readonly bool IsUsed(ushort atc) => Counter.IsUsed(atc);

    // True when another cryptogram spent this counter value: two devices count from the same point. Known of the eight
    // newest values; of older ones only that they are used.
    public readonly bool IsUsedOtherwise(ushort atc, ushort mark)
    {
        if (!IsUsed(atc) || AtcHighest - atc >= CoveredMarks.Count)
        {
            return false;
        }

        var known = CoveredMarks.Of(MarkBits.Value, atc);
        return known != CoveredMarks.Unknown && known != mark;
    }

    public void Use(ushort atc, ushort mark)
    {
        Counter = Counter.Use(atc);
        if (AtcHighest - atc < CoveredMarks.Count)
        {
            MarkBits = CoveredMarks.With(MarkBits.Value, atc, mark);
        }
    }

    public readonly void Check()
    {
        Invariant.Check(Number > 0 && NumberLength is >= 12 and <= 19, "a token has a number");
        Invariant.Check(
            (State == TokenState.Suspended) == (SuspendedBy != TokenActor.None && State != TokenState.Deleted
                && State != TokenState.Inactive),
            "a token is suspended exactly while somebody suspends it");
    }

    internal sealed class ById : IRowKey<TokenRow>
    {
        public static UInt128 Of(in TokenRow row) => row.Id.Value;
    }

    internal sealed class ByNumber : IRowKey<TokenRow>
    {
        public static UInt128 Of(in TokenRow row) => row.Number;
    }
}
