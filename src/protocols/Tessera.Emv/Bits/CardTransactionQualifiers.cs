// Kernel 3 (book C-3): tag 9F6C.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

/// <summary>Card Transaction Qualifiers (tag 9F6C): 2 bytes as a value; the default has no bit set.</summary>
/// <param name="Bits">The bits, byte 1 in the most significant place.</param>
public readonly record struct CardTransactionQualifiers(ulong Bits)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int LengthBytes = 2;

    /// <summary>Reads exactly 2 bytes; any other length is <see cref="ParseErrorCode.BadLength"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> source, out CardTransactionQualifiers value, out ParseError error)
    {
        var done = BitField.TryRead(source, LengthBytes, out var bits, out error);
        value = new CardTransactionQualifiers(bits);
        return done;
    }

    /// <summary>True when the bit is set.</summary>
    public bool Has(CtqBit bit) => (Bits & BitField.Mask((int)bit, LengthBytes)) != 0;

    /// <summary>The same value with the bit set.</summary>
    public CardTransactionQualifiers With(CtqBit bit) => new(Bits | BitField.Mask((int)bit, LengthBytes));

    /// <summary>The bytes, in the order of the specification.</summary>
    public byte[] ToBytes() => BitField.Write(Bits, LengthBytes);

    /// <summary>Names of the set bits, each as "byte.bit name".</summary>
    public IReadOnlyList<string> Describe() => BitNames.Describe("ctq", ToBytes());
}
