// EMV 4.4 Book 3, 10.5 and Annex C3: CVM list, tag 8E.
using System.Buffers.Binary;
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>Cardholder Verification Method list (tag 8E): two amounts and rules in order (EMV Book 3, 10.5).</summary>
public sealed class CvmList
{
    private const int MinBytes = 10;
    private const int MaxBytes = 252;
    private const int RulesOffset = 8;

    private CvmList(uint amountX, uint amountY, CvmRule[] rules)
    {
        AmountX = amountX;
        AmountY = amountY;
        Rules = rules;
    }

    /// <summary>Amount X in minor units of the application currency.</summary>
    public uint AmountX { get; }

    /// <summary>Amount Y in minor units of the application currency.</summary>
    public uint AmountY { get; }

    /// <summary>The rules in the order of trial, at least one.</summary>
    public IReadOnlyList<CvmRule> Rules { get; }

    /// <summary>Reads the value of tag 8E; a list without rules or with half a rule is refused.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out CvmList list, out ParseError error)
    {
        if (source.Length < MinBytes || source.Length % 2 != 0 || source.Length > MaxBytes)
        {
            list = new CvmList(0, 0, []);
            error = new ParseError(ParseErrorCode.BadLength, Math.Min(source.Length, MaxBytes), "");
            return false;
        }

        var rules = new CvmRule[(source.Length - RulesOffset) / 2];
        for (var index = 0; index < rules.Length; index++)
        {
            rules[index] = new CvmRule(source[RulesOffset + (index * 2)], source[RulesOffset + (index * 2) + 1]);
        }

        list = new CvmList(
            BinaryPrimitives.ReadUInt32BigEndian(source), BinaryPrimitives.ReadUInt32BigEndian(source[4..]), rules);
        error = default;
        return true;
    }
}
