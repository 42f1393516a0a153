using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tessera.Simulation.Checker;

/// <summary>C15: no card number in any file, neither as text nor packed by twos nor as a binary number of either byte
/// order.</summary>
internal static class CanaryCheck
{
    /// <summary>Numbers of one range share that much, so few searches find all of them.</summary>
    private const int AnchorBytes = 4;

    public static void Run(
        IEnumerable<(string Name, byte[] Bytes)> files, IReadOnlyList<string> canaries, Findings findings)
    {
        var forms = canaries.SelectMany(Forms)
            .ToLookup(form => Convert.ToHexString(form.Bytes.AsSpan(form.AnchorAt, AnchorBytes)));
        foreach (var (name, bytes) in files)
        {
            foreach (var same in forms)
            {
                if (Find(bytes, Convert.FromHexString(same.Key), [.. same]) is >= 0 and var at)
                {
                    findings.Add("C15", name, 0, $"a card number at byte {at}");
                }
            }
        }
    }

    private static int Find(byte[] bytes, byte[] anchor, (byte[] Bytes, int AnchorAt)[] forms)
    {
        for (var from = 0; bytes.AsSpan(from).IndexOf(anchor) is >= 0 and var found; from += found + 1)
        {
            var place = from + found;
            if (Array.Exists(forms, form => place >= form.AnchorAt
                && bytes.AsSpan(place - form.AnchorAt).StartsWith(form.Bytes)))
            {
                return place;
            }
        }

        return -1;
    }

    private static (byte[] Bytes, int AnchorAt)[] Forms(string number)
    {
        var value = ulong.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        var (little, big) = (new byte[8], new byte[8]);
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        BinaryPrimitives.WriteUInt64BigEndian(big, value);
        return
        [
            (Encoding.ASCII.GetBytes(number), 0), (Encoding.Unicode.GetBytes(number), 0),
            (Convert.FromHexString(number.Length % 2 == 0 ? number : number + "F"), 0),
            (little, little.Length - AnchorBytes), (big, 0),
        ];
    }
}
