// EMV Book 2 (4.3), section 8.1.1, table 26, and scheme guides: the bytes under an application cryptogram.
using Tessera.Primitives;

namespace Tessera.Emv.Cryptograms;

/// <summary>Puts the covered bytes of a cryptogram together.</summary>
public static class CryptogramInputAssembly
{
    /// <summary>Longest unpadded input: 33 bytes of elements and 32 of issuer application data.</summary>
    public const int MaximumBytes = 65;

    private static readonly (uint Tag, int Length)[] AllElements =
    [
        (0x9F02, 6), (0x9F03, 6), (0x9F1A, 2), (0x95, 5), (0x5F2A, 2), (0x9A, 3), (0x9C, 1), (0x9F37, 4), (0x82, 2),
        (0x9F36, 2),
    ];

    private static readonly (uint Tag, int Length)[] ShortElements = [(0x9F02, 6), (0x9F37, 4), (0x9F36, 2)];

    /// <summary>Writes the unpadded input of a cryptogram version.</summary>
    /// <param name="rules">The version.</param>
    /// <param name="elements">Data elements, issuer application data included.</param>
    /// <param name="target">At least <see cref="MaximumBytes"/>.</param>
    /// <param name="length">Bytes written.</param>
    /// <param name="error">Missing or BadLength, with the tag as path.</param>
    public static bool TryWrite(
        CryptogramRules rules,
        in CryptogramElements elements,
        Span<byte> target,
        out int length,
        out ParseError error)
    {
        var list = rules.CoversAllElements ? AllElements : ShortElements;
        if (!TryWriteElements(list, elements, target, out length, out error))
        {
            return false;
        }
        if (elements.IssuerApplication.Length is < 7 or > 32)
        {
            error = new ParseError(ParseErrorCode.BadLength, 0, "9F10");
            return false;
        }
        if (!IssuerApplication.TryReadAs(rules.Format, elements.IssuerApplication, out var issuer))
        {
            error = new ParseError(ParseErrorCode.BadValue, 0, "9F10");
            return false;
        }
        length += WriteTail(rules.Input, issuer, target[length..]);
        return true;
    }

    /// <summary>Writes the ten data elements in order, without the tail (33 bytes).</summary>
    /// <param name="elements">Data elements.</param>
    /// <param name="target">At least 33 bytes.</param>
    /// <param name="length">Bytes written.</param>
    /// <param name="error">Missing or BadLength, with the tag as path.</param>
    public static bool TryWriteElements(
        in CryptogramElements elements,
        Span<byte> target,
        out int length,
        out ParseError error) =>
        TryWriteElements(AllElements, elements, target, out length, out error);

    private static bool TryWriteElements(
        (uint Tag, int Length)[] list,
        in CryptogramElements elements,
        Span<byte> target,
        out int length,
        out ParseError error)
    {
        length = 0;
        foreach (var (tag, size) in list)
        {
            var value = elements.Get(tag);
            if (value.Length != size)
            {
                var code = value.IsEmpty ? ParseErrorCode.Missing : ParseErrorCode.BadLength;
                error = new ParseError(code, 0, new BerTag(tag).ToString());
                return false;
            }
            value.CopyTo(target[length..]);
            length += size;
        }
        error = default;
        return true;
    }

    private static int WriteTail(CryptogramInput input, in IssuerApplication issuer, Span<byte> target)
    {
        switch (input)
        {
            case CryptogramInput.VisaShort:
                target[0] = issuer.Whole[4];
                return 1;
            case CryptogramInput.WholeIssuerApplication:
                issuer.Whole.CopyTo(target);
                return issuer.Whole.Length;
            case CryptogramInput.VerificationResultsAndCounters:
                issuer.VerificationResults.CopyTo(target);
                issuer.Counters.CopyTo(target[issuer.VerificationResults.Length..]);
                return issuer.VerificationResults.Length + issuer.Counters.Length;
            default:
                issuer.VerificationResults.CopyTo(target);
                return issuer.VerificationResults.Length;
        }
    }
}
