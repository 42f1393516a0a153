using System.Buffers;
using System.Globalization;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>Names one key: set, role and index. The index is the derivation key index of issuer keys.</summary>
/// <param name="Set">Lower-case letters, digits, dots and hyphens, 1 to 40 characters.</param>
/// <param name="Role">What the key is in its set.</param>
/// <param name="Index">1 to the role's maximum; the highest is the current one.</param>
public readonly record struct KeyLabel(string Set, KeyRole Role, ushort Index)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");

    private const int MaximumSetCharacters = 40;

    public static bool IsSetName(string? set) =>
        set is { Length: > 0 and <= MaximumSetCharacters }
        && !set.AsSpan().ContainsAnyExcept(NameCharacters);

    public static bool TryRead(string text, out KeyLabel label)
    {
        label = default;
        var parts = text.Split('/');
        if (parts.Length != 3 || !IsSetName(parts[0])
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var role)
            || !Enum.IsDefined((KeyRole)role)
            || !ushort.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }
        label = new KeyLabel(parts[0], (KeyRole)role, index);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Set}/{(int)Role}/{Index}");
}
