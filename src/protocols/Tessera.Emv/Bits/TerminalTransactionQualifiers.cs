// EMV contactless book A, 5.7; Kernel 3 (book C-3): tag 9F66.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

/// <summary>Terminal Transaction Qualifiers (tag 9F66): 4 bytes as a value; the default has no bit set.</summary>
/// <param name="Bits">The bits, byte 1 in the most significant place.</param>
public readonly record struct TerminalTransactionQualifiers(ulong Bits)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int LengthBytes = 4;

    /// <summary>Reads exactly 4 bytes; any other length is <see cref="ParseErrorCode.BadLength"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> source, out TerminalTransactionQualifiers value, out ParseError error)
    {
        var done = BitField.TryRead(source, LengthBytes, out var bits, out error);
        value = new TerminalTransactionQualifiers(bits);
        return done;
    }

    /// <summary>True when the bit is set.</summary>
    public bool Has(TtqBit bit) => (Bits & BitField.Mask((int)bit, LengthBytes)) != 0;

    /// <summary>The same value with the bit set.</summary>
    public TerminalTransactionQualifiers With(TtqBit bit) => new(Bits | BitField.Mask((int)bit, LengthBytes));

    /// <summary>The bytes, in the order of the specification.</summary>
    public byte[] ToBytes() => BitField.Write(Bits, LengthBytes);

    /// <summary>Names of the set bits, each as "byte.bit name".</summary>
    public IReadOnlyList<string> Describe() => BitNames.Describe("ttq", ToBytes());
}
