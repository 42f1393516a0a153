using CsCheck;
using Tessera.Iso8583;

namespace Tessera.Protocols.Tests.Iso8583;

/// <summary>Random field sets of a dialect, as text in canonical form.</summary>
internal static class GenMessage
{
    private const string Digits = "0123456789";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ";
    private static readonly ushort[] Types = [0x0100, 0x0110, 0x1100, 0x0400, 0x0420, 0x0800, 0x9999];
    private static readonly string Printable = string.Concat(Enumerable.Range(32, 95).Select(c => (char)c));

    internal static Gen<Dialect> Dialects { get; } = Gen.Int[0, Dialect.All.Length - 1].Select(i => Dialect.All[i]);

    internal static Gen<(Dialect Dialect, MessageType Type, (int Field, string Text)[] Values)> Any { get; } =
        from dialect in Dialects
        from type in Gen.Int[0, Types.Length - 1].Select(i => Types[i])
        from density in Gen.Int[1, 8]
        from values in Values(dialect, density)
        select (dialect, new MessageType(type), values);

    internal static byte[] Write(Dialect dialect, MessageType type, params (int Field, string Text)[] values)
    {
        byte[] target = new byte[IsoMessage.MaxBytes];
        IsoWriter writer = new(target, dialect, type);
        foreach ((int field, string text) in values)
            writer.WriteText(field, text);
        Assert.True(writer.TryFinish(out int byteCount, out var error), error.ToString());
        return target[..byteCount];
    }

    private static Gen<(int Field, string Text)[]> Values(Dialect dialect, int density)
    {
        FieldDefinition[] fields = [.. Enumerable.Range(2, 127).Select(n => dialect[n]).OfType<FieldDefinition>()];
        return from marks in Gen.Int[0, 8].Array[fields.Length]
               let chosen = fields.Where((_, i) => marks[i] < density).ToArray()
               from seeds in Gen.Int.Array[chosen.Length]
               select chosen.Select((f, i) => (f.Number, Text(f, new Random(seeds[i])))).ToArray();
    }

    private static string Text(FieldDefinition field, Random random)
    {
        int length = field.IsFixed ? field.MaxLength : random.Next(Math.Min(field.MaxLength, 999) + 1);
        return field.Content switch
        {
            FieldContent.Numeric => Draw(Digits, length, random),
            FieldContent.SignedAmount => Draw("CD0", 1, random) + Draw(Digits, length - 1, random),
            FieldContent.Alphanumeric => Draw(Letters, length, random),
            FieldContent.Track => Draw("0123456789=", length, random),
            FieldContent.Binary => Draw("0123456789ABCDEF", length * 2, random),
            _ => Draw(Printable, length, random),
        };
    }

    private static string Draw(string alphabet, int length, Random random) =>
        string.Create(length, (alphabet, random), static (target, state) =>
        {
            foreach (ref char c in target)
                c = state.alphabet[state.random.Next(state.alphabet.Length)];
        });
}
