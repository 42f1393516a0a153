namespace Tessera.Core.Fees;

// How a merchant pays its acquirer. Persisted numbers: append only.
public enum FeePlan : byte
{
    // One rate for everything.
    Blended = 0,

    // What the acquirer paid for interchange and scheme fee, and the rate on top.
    InterchangePlus = 1,
}
