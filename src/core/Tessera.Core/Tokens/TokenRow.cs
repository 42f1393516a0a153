namespace Tessera.Core.Tokens;

// A device token. 112 bytes without padding (a snapshot copies rows as memory).
public struct TokenRow
{
    public UInt128 Id;
    public UInt128 Card;
    public UInt128 Device;
    public UInt128 Account;
    public ulong Number;
    public ulong Requestor;
    public ulong AtcWindow;
    public long CreatedAtNanoseconds;
    public int ExpiryYearMonth;
    public int FirstCredential;
    public ushort AtcHighest;
    public TokenState State;
    public TokenActor SuspendedBy;
    public TokenDomains Domains;
    public byte BadCryptograms;
    public byte NumberLength;
    public byte IsAtcUsed;

    public readonly TokenId TokenId => new(Id);

    public readonly Pan Pan => Pan.FromNumber(Number, NumberLength);

    // A used counter value: the highest seen and the 64 before it are remembered bit by bit, older ones count as used.
    public readonly bool IsUsed(ushort atc)
    {
        if (IsAtcUsed == 0 || atc > AtcHighest)
        {
            return false;
        }

        var age = AtcHighest - atc;
        return age >= 64 || ((AtcWindow >> age) & 1) != 0;
    }

    public void Use(ushort atc)
    {
        Invariant.Check(!IsUsed(atc), "a counter value is used once");
        if (IsAtcUsed == 0)
        {
            AtcWindow = 1;
            AtcHighest = atc;
            IsAtcUsed = 1;
        }
        else if (atc > AtcHighest)
        {
            var step = atc - AtcHighest;
            AtcWindow = step >= 64 ? 1 : unchecked((AtcWindow << step) | 1);
            AtcHighest = atc;
        }
        else
        {
            AtcWindow |= 1UL << (AtcHighest - atc);
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
}
