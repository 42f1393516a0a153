using Tessera.Core.Fees;

namespace Tessera.Core.Directory;

// Numbers that begin with Prefix and have NumberLength digits. KeySet names the issuer's keys in the Hsm. A token range
// belongs to one token requestor, so that a number alone tells the wallet; PaymentSystem is the name under which usage
// share counts the payments of a range without one. ApplicationPrefix is how the AID of its cards and tokens must
// begin (hex; empty: not checked). TakesMagStripe: its plain cards may also pay in the old contactless mag-stripe mode.
// A withdrawn range takes no new payment and makes no new token; what was paid before is still presented and refunded.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record AccountRange(
    [property: Order(0)] string Prefix,
    [property: Order(1)] byte NumberLength,
    [property: Order(2)] RangeKind Kind,
    [property: Order(3)] ushort IssuerBook,
    [property: Order(4)] ushort NetworkBook,
    [property: Order(5)] string KeySet,
    [property: Order(6)] string PaymentSystem,
    [property: Order(7)] ulong RequestorNumber,
    [property: Order(8)] string ApplicationPrefix,
    [property: Order(9)] CardProduct Product = CardProduct.Any,
    [property: Order(10)] bool TakesMagStripe = false,
    [property: Order(11)] bool IsWithdrawn = false)
{
    public bool Covers(ReadOnlySpan<char> number) =>
        number.Length == NumberLength && number.StartsWith(Prefix, StringComparison.Ordinal);
}
