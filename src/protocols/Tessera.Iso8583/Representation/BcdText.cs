// ISO 8583:1987 section 4.2 with two digits a byte: digits, fill of odd counts, track separator.
namespace Tessera.Iso8583.Representation;

internal static class BcdText
{
    internal static void Write(FieldDefinition field, ReadOnlySpan<byte> raw, int units, Span<char> target)
    {
        int start = 0;
        if (field.Content == FieldContent.SignedAmount)
        {
            target[0] = (char)raw[0];
            start = 1;
        }

        int skip = start == 0 && (units & 1) != 0 && field.Fill.Side == PadSide.Left ? 1 : 0;
        for (int i = start; i < units; i++)
        {
            int position = i - start + skip;
            int digit = (raw[start + (position / 2)] >> (4 - (position % 2 * 4))) & 0xF;
            target[i] = digit == 0xD ? '=' : (char)('0' + digit);
        }
    }

    internal static void Read(FieldDefinition field, ReadOnlySpan<char> text, Span<byte> target)
    {
        target.Clear();
        int start = 0;
        if (field.Content == FieldContent.SignedAmount)
        {
            target[0] = (byte)text[0];
            start = 1;
        }

        bool isOdd = start == 0 && (text.Length & 1) != 0;
        int skip = isOdd && field.Fill.Side == PadSide.Left ? 1 : 0;
        for (int i = start; i < text.Length; i++)
            Put(target[start..], i - start + skip, text[i] is '=' or 'D' ? 0xD : text[i] - '0');
        if (isOdd)
            Put(target, skip == 1 ? 0 : text.Length, field.Fill.Character - '0');
    }

    private static void Put(Span<byte> target, int position, int digit) =>
        target[position / 2] |= (byte)(digit << (4 - (position % 2 * 4)));
}
