// EMV 4.4 Book 3, Annex C5: tag 95.
using Tessera.Primitives;

namespace Tessera.Emv.Bits;

/// <summary>Terminal Verification Results (tag 95): 5 bytes as a value; the default has no bit set.</summary>
/// <param name="Bits">The bits, byte 1 in the most significant place.</param>
public readonly record struct TerminalVerificationResults(ulong Bits)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int LengthBytes = 5;

    /// <summary>Reads exactly 5 bytes; any other length is <see cref="ParseErrorCode.BadLength"/>.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> source, out TerminalVerificationResults value, out ParseError error)
    {
        var done = BitField.TryRead(source, LengthBytes, out var bits, out error);
        value = new TerminalVerificationResults(bits);
        return done;
    }

    /// <summary>True when the bit is set.</summary>
    public bool Has(TvrBit bit) => (Bits & BitField.Mask((int)bit, LengthBytes)) != 0;

    /// <summary>The same value with the bit set.</summary>
    public TerminalVerificationResults With(TvrBit bit) => new(Bits | BitField.Mask((int)bit, LengthBytes));

    /// <summary>True when some bit is set both here and in an action code (EMV Book 3, 10.7).</summary>
    public bool Meets(TerminalVerificationResults actionCode) => (Bits & actionCode.Bits) != 0;

    /// <summary>The bytes, in the order of the specification.</summary>
    public byte[] ToBytes() => BitField.Write(Bits, LengthBytes);

    /// <summary>Names of the set bits, each as "byte.bit name".</summary>
    public IReadOnlyList<string> Describe() => BitNames.Describe("tvr", ToBytes());
}
