// EMV 4.4 Book 3, Annex C4 and Book 4, 6.3.4.5: CVM results, tag 9F34.
using Tessera.Emv.Bits;
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>Cardholder Verification Method results (tag 9F34): what was tried last and how it went.</summary>
/// <param name="Method">Method byte of the last rule tried, or <see cref="NotPerformed"/>.</param>
/// <param name="Condition">Condition byte of that rule.</param>
/// <param name="Result">0 unknown, 1 failed, 2 successful.</param>
public readonly record struct CvmResults(byte Method, byte Condition, byte Result)
{
    /// <summary>Length of the value in bytes.</summary>
    public const int LengthBytes = 3;

    /// <summary>Method byte that says "no CVM performed".</summary>
    public const byte NotPerformed = 0x3F;

    /// <summary>No method was performed; nothing is claimed (3F0000).</summary>
    public static CvmResults None => new(NotPerformed, 0, 0);

    /// <summary>Kernel 2, on-device verification done (010002).</summary>
    public static CvmResults OnDevice => new(0x01, 0, 0x02);

    /// <summary>Kernel 2, amount within the limit: no method needed (3F0002).</summary>
    public static CvmResults NotNeeded => new(NotPerformed, 0, 0x02);

    /// <summary>Reads exactly three bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out CvmResults results, out ParseError error)
    {
        results = default;
        if (source.Length != LengthBytes)
        {
            error = new ParseError(ParseErrorCode.BadLength, Math.Min(source.Length, LengthBytes), "");
            return false;
        }

        results = new CvmResults(source[0], source[1], source[2]);
        error = default;
        return true;
    }

    /// <summary>English name of the method.</summary>
    public string DescribeMethod() => new CvmRule(Method, Condition).DescribeMethod();

    /// <summary>English name of the condition.</summary>
    public string DescribeCondition() => NameOrUnknown("condition", Condition);

    /// <summary>English name of the result.</summary>
    public string DescribeResult() => NameOrUnknown("result", Result);

    /// <summary>The three bytes.</summary>
    public byte[] ToBytes() => [Method, Condition, Result];

    private static string NameOrUnknown(string field, byte code)
    {
        var name = BitNames.NameOf(field, code);
        return name.Length == 0 ? "unknown" : name;
    }
}
