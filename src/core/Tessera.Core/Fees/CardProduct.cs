namespace Tessera.Core.Fees;

// What kind of account stands behind a range, as fee tables tell cards apart. Persisted numbers: append only.
public enum CardProduct : byte
{
    // In a range: not said. In a row of a fee table: every product.
    Any = 0,
    Credit = 1,
    Debit = 2,
    Prepaid = 3,
}
