// EMV Book 2 (4.3), annex A1.4: the card data of a key derivation.
using Tessera.Primitives;

namespace Tessera.Emv.Keys;

/// <summary>
/// PAN (or token number) and PAN sequence number, the card side of a key derivation. Prints masked.
/// default(CardIdentity) has no digits.
/// </summary>
public readonly struct CardIdentity
{
    /// <summary>Makes an identity from a PAN.</summary>
    /// <param name="pan">PAN or token number.</param>
    /// <param name="sequenceNumber">PAN sequence number (5F34), 0 to 99; 0 when the card has none.</param>
    public CardIdentity(Pan pan, int sequenceNumber = 0)
        : this(pan.Number, pan.Length, sequenceNumber)
    {
    }

    /// <summary>Makes an identity from digits held as a number.</summary>
    /// <param name="number">Digits of the PAN.</param>
    /// <param name="panLength">Count of digits, 1 to 19, leading zeros included.</param>
    /// <param name="sequenceNumber">PAN sequence number, 0 to 99.</param>
    public CardIdentity(ulong number, int panLength, int sequenceNumber)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(panLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(panLength, 19);
        ArgumentOutOfRangeException.ThrowIfNegative(sequenceNumber);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sequenceNumber, 99);
        Number = number;
        PanLength = panLength;
        SequenceNumber = sequenceNumber;
    }

    /// <summary>Digits of the PAN as a number.</summary>
    public ulong Number { get; }

    /// <summary>Count of PAN digits, leading zeros included.</summary>
    public int PanLength { get; }

    /// <summary>PAN sequence number, 0 to 99.</summary>
    public int SequenceNumber { get; }

    /// <summary>PAN followed by two sequence digits.</summary>
    internal UInt128 Digits => ((UInt128)Number * 100) + (UInt128)SequenceNumber;

    /// <inheritdoc/>
    public override string ToString() => "card " + (Number % 10_000).ToString("0000", null) + " masked";
}
