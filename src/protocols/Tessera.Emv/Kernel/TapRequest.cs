// EMV contactless book A, 5: what is known before the card comes.
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>One tap that is wanted.</summary>
/// <param name="Amount">Amount with its currency, which is the reader's; at most twelve digits.</param>
/// <param name="LocalTime">Date and time printed and sent (9A, 9F21).</param>
/// <param name="UnpredictableNumber">
/// Four bytes from a cryptographic generator, new for every tap: a number that an attacker can foresee lets cryptograms
/// be collected in advance (EMVCo bulletin SB103).
/// </param>
/// <param name="SequenceNumber">Counter of the terminal (9F41), up to eight digits.</param>
public sealed record TapRequest(Money Amount, DateTime LocalTime, uint UnpredictableNumber, int SequenceNumber)
{
    /// <summary>Kind of transaction.</summary>
    public TransactionType Type { get; init; } = TransactionType.Purchase;

    /// <summary>Cashback part of the amount in minor units (9F03).</summary>
    public long OtherMinor { get; init; }
}
