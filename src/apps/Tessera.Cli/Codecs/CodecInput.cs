using System.Text;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary>
/// What a codec verb is given: hex on the command line, a file of hex or of bytes, or standard input.
/// </summary>
internal static class CodecInput
{
    public const string Description = "Hex, or a file of hex or bytes, or - for standard input.";

    /// <summary>
    /// The bytes; text of hex digits and white space is read as hex, anything else as the bytes it is.
    /// </summary>
    public static bool TryReadBytes(string input, out byte[] bytes, out ParseError error)
    {
        error = default;
        if (!IsOutside(input))
        {
            return Hex.TryRead(WithoutSpaces(input), out bytes, out error);
        }

        bytes = ReadOutside(input);
        var text = WithoutSpaces(Encoding.Latin1.GetString(bytes));
        if (text.All(char.IsAsciiHexDigit))
        {
            return Hex.TryRead(text, out bytes, out error);
        }

        return true;
    }

    /// <summary>The text of a file or of standard input, or the argument itself.</summary>
    public static string ReadText(string input) =>
        IsOutside(input) ? Encoding.UTF8.GetString(ReadOutside(input)) : input;

    private static bool IsOutside(string input) => input == "-" || File.Exists(input);

    private static byte[] ReadOutside(string input)
    {
        if (input != "-")
        {
            return File.ReadAllBytes(input);
        }

        using var source = Console.OpenStandardInput();
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        return copy.ToArray();
    }

    private static string WithoutSpaces(string text) =>
        string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
