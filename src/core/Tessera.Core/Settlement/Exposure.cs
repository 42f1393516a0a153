using Tessera.Core.Payments;

namespace Tessera.Core.Settlement;

// Where a participant stands towards the network in a currency, unsettled. HeldMinor is approved and not yet presented;
// it becomes debt. Read from the books: the participant's own, or the network's where those are kept elsewhere.
public readonly record struct Exposure(long OwesMinor, long OwedMinor, long HeldMinor)
{
    public long NetMinor => OwedMinor - OwesMinor;

    // What counts against the cap.
    public long DebitMinor => Math.Max(0, HeldMinor - NetMinor);

    public static Exposure Of(ShardState state, BookId participant, BookId network, Currency currency)
    {
        var isHere = state.Directory.IsHere(participant);
        var (book, other) = isHere ? (participant, network) : (network, participant);
        long Balance(AccountRole role) =>
            state.Ledger.Read(AccountId.Of(book, role, currency, other.Number)).BalanceMinor;
        var (dueTo, dueFrom) = (-Balance(AccountRole.DueTo), Balance(AccountRole.DueFrom));
        return new Exposure(
            isHere ? dueTo : dueFrom,
            isHere ? dueFrom : dueTo,
            state.Payments.HeldMinor(participant, currency));
    }

    // An approval makes its issuer's debt.
    internal static PaymentRefusal FirstOf(ShardState state, PaymentCommand.Authorise command)
    {
        var facts = command.Facts;
        var issuer = new BookId(facts.IssuerBook);
        if (state.Settlement.CapOf(issuer, command.Currency) is not { } cap)
        {
            return default;
        }

        var exposure = Of(state, issuer, new BookId(facts.NetworkBook), command.Currency);
        return exposure.HeldMinor - exposure.NetMinor + command.AmountMinor > cap.CapMinor
            ? PaymentRefusal.NetDebitCapReached
            : default;
    }
}
