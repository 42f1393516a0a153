// EMV 4.4 Book 3, Annex C6: tag 9B.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

/// <summary>Transaction Status Information (tag 9B): 2 bytes as a value; the default has no bit set.</summary>
/// <param name="Bits">The bits, byte 1 in the most significant place.</param>
public readonly record struct TransactionStatusInformation(ulong Bits)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int LengthBytes = 2;

    /// <summary>Reads exactly 2 bytes; any other length is <see cref="ParseErrorCode.BadLength"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> source, out TransactionStatusInformation value, out ParseError error)
    {
        var done = BitField.TryRead(source, LengthBytes, out var bits, out error);
        value = new TransactionStatusInformation(bits);
        return done;
    }

    /// <summary>True when the bit is set.</summary>
    public bool Has(TsiBit bit) => (Bits & BitField.Mask((int)bit, LengthBytes)) != 0;

    /// <summary>The same value with the bit set.</summary>
    public TransactionStatusInformation With(TsiBit bit) => new(Bits | BitField.Mask((int)bit, LengthBytes));

    /// <summary>The bytes, in the order of the specification.</summary>
    public byte[] ToBytes() => BitField.Write(Bits, LengthBytes);

    /// <summary>Names of the set bits, each as "byte.bit name".</summary>
    public IReadOnlyList<string> Describe() => BitNames.Describe("tsi", ToBytes());
}
