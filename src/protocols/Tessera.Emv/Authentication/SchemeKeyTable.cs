// EMV 4.4 Book 2, 11.2: the scheme keys that a terminal holds.
using System.Globalization;
using Tessera.Primitives;

namespace Tessera.Emv.Authentication;

/// <summary>The scheme keys of a terminal, found by provider and index (EMV Book 2, 11.2). Immutable.</summary>
public sealed class SchemeKeyTable
{
    private readonly Dictionary<string, SchemeKey> _keys;

    /// <summary>Holds the keys given.</summary>
    /// <exception cref="ArgumentException">Two keys have one provider and index.</exception>
    public SchemeKeyTable(IEnumerable<SchemeKey> keys) =>
        _keys = keys.ToDictionary(key => key.ToString(), StringComparer.Ordinal);

    /// <summary>No keys: nothing can be authenticated offline.</summary>
    public static SchemeKeyTable Empty { get; } = new([]);

    /// <summary>Number of keys held.</summary>
    public int Count => _keys.Count;

    /// <summary>
    /// Reads a key list: one key a line as "provider index exponent checksum modulus [expiry]", hexadecimal, the expiry
    /// as YYYY-MM-DD; lines that are empty or start with # are passed over. The error gives the number of the line
    /// whose form or checksum is wrong, counted from 1, as offset.
    /// </summary>
    public static bool TryRead(string text, out SchemeKeyTable table, out ParseError error)
    {
        table = Empty;
        var keys = new List<SchemeKey>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (cells.Length == 0 || cells[0][0] == '#')
            {
                continue;
            }

            if (!TryReadLine(cells, out var key) || !names.Add(key.ToString()))
            {
                error = new ParseError(ParseErrorCode.BadValue, number, "");
                return false;
            }

            keys.Add(key);
        }

        table = new SchemeKeyTable(keys);
        error = default;
        return true;
    }

    /// <summary>Finds the key of a provider (the first 5 bytes of an AID) and index.</summary>
    public bool TryFind(ReadOnlySpan<byte> provider, byte index, out SchemeKey key)
    {
        key = null!;
        return provider.Length >= SchemeKey.ProviderBytes && _keys.TryGetValue(
            $"{Hex.Write(provider[..SchemeKey.ProviderBytes])} {Hex.Write([index])}", out key!);
    }

    private static bool TryReadLine(string[] cells, out SchemeKey key)
    {
        key = null!;
        var expires = default(DateOnly);
        if (cells.Length is < 5 or > 6 || (cells.Length == 6 && !DateOnly.TryParseExact(
                cells[5], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out expires)))
        {
            return false;
        }

        var values = new byte[5][];
        for (var index = 0; index < values.Length; index++)
        {
            if (!Hex.TryRead(cells[index], out values[index], out _))
            {
                return false;
            }
        }

        if (values[0].Length != SchemeKey.ProviderBytes || values[1].Length != 1
            || !RsaPublicKey.TryMake(values[4], values[2], out var rsa))
        {
            return false;
        }

        key = new SchemeKey(values[0], values[1][0], rsa, cells.Length == 6 ? expires : null);
        return key.Checksum().AsSpan().SequenceEqual(values[3]);
    }
}
