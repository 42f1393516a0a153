// FIPS 46-3, appendix 1: the primitive functions of DES.
namespace Tessera.Emv.Keys;

/// <summary>The standard's tables, brought into the shape in which a round uses them.</summary>
internal static class DesTables
{
    /// <summary>Entries of one S-box.</summary>
    public const int BoxEntries = 64;

    /// <summary>Entries of one part of permuted choice 2: seven bits of a half key.</summary>
    public const int ChoiceEntries = 128;

    // Four rows of sixteen for each box, as printed.
    private static readonly string[] Boxes =
    [
        "E4D12FB83A6C5907" + "0F74E2D1A6CB9538" + "41E8D62BFC973A50" + "FC8249175B3EA06D",
        "F18E6B34972DC05A" + "3D47F28EC01A69B5" + "0E7BA4D158C6932F" + "D8A13F42B67C05E9",
        "A09E63F51DC7B428" + "D709346A285ECBF1" + "D6498F30B12C5AE7" + "1AD069874FE3B52C",
        "7DE3069A1285BC4F" + "D8B56F03472C1AE9" + "A690CB7DF13E5284" + "3F06A1D8945BC72E",
        "2C417AB6853FD0E9" + "EB2C47D150FA3986" + "421BAD78F9C5630E" + "B8C71E2D6F09A453",
        "C1AF92680D34E75B" + "AF427C9561DE0B38" + "9EF528C3704A1DB6" + "432C95FABE17608D",
        "4B2EF08D3C975A61" + "D0B7491AE35C2F86" + "14BDC37EAF680592" + "6BD814A7950FE23C",
        "D2846FB1A93E50C7" + "1FD8A374C56B0E92" + "7B419CE206ADF358" + "21E74A8DFC90356B",
    ];

    private static ReadOnlySpan<byte> Permutation =>
    [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10,
        2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
    ];

    private static ReadOnlySpan<byte> Choice2 =>
    [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ];

    /// <summary>
    /// Box and permutation P in one, eight boxes of 64 words, each word turned left by one bit: the engine keeps its
    /// halves turned so, since then every six bits that enter a box lie side by side.
    /// </summary>
    public static readonly uint[] Substitution = MakeSubstitution();

    /// <summary>
    /// Permuted choice 2 as eight parts of 128 words: seven bits of C, most significant first, four times, then of D.
    /// A word holds six key bits for each box in the low bits of a byte, in the order of the boxes that
    /// <see cref="LaneOf"/> gives.
    /// </summary>
    public static readonly ulong[] Choice = MakeChoice();

    /// <summary>Place of a box's byte in a round key: boxes 1, 3, 5, 7 in the upper half, 2, 4, 6, 8 below.</summary>
    private static int LaneOf(int box) => box % 2 == 0 ? 56 - (box * 4) : 24 - (box / 2 * 8);

    private static uint[] MakeSubstitution()
    {
        var table = new uint[Boxes.Length * BoxEntries];
        for (var at = 0; at < table.Length; at++)
        {
            var (box, six) = (at / BoxEntries, at % BoxEntries);
            var row = ((six >> 4) & 2) | (six & 1);
            var four = Convert.ToInt32(Boxes[box].Substring((row * 16) + ((six >> 1) & 0xF), 1), 16);
            for (var bit = 0; bit < 32; bit++)
            {
                var from = Permutation[bit] - 1;
                var isSet = from / 4 == box && ((four >> (3 - (from % 4))) & 1) != 0;
                table[at] |= isSet ? uint.RotateLeft(1, 32 - bit) : 0;
            }
        }
        return table;
    }

    private static ulong[] MakeChoice()
    {
        var table = new ulong[8 * ChoiceEntries];
        for (var at = 0; at < table.Length; at++)
        {
            var (part, seven) = (at / ChoiceEntries, at % ChoiceEntries);
            for (var bit = 0; bit < Choice2.Length; bit++)
            {
                var from = Choice2[bit] - 1;
                var isSet = from / 7 == part && ((seven >> (6 - (from % 7))) & 1) != 0;
                table[at] |= isSet ? 1UL << (LaneOf(bit / 6) + 5 - (bit % 6)) : 0;
            }
        }
        return table;
    }
}
