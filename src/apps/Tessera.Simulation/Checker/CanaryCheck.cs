using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Tessera.Simulation.Checker;

/// <summary>C15: no card number in any file, neither as text nor packed by twos nor as a binary number of either byte
/// order.</summary>
internal static class CanaryCheck
{
    public static void Run(
        IEnumerable<(string Name, byte[] Bytes)> files, IReadOnlyList<string> canaries, Findings findings)
    {
        var forms = canaries.SelectMany(Forms).ToArray();
        foreach (var (name, bytes) in files)
        {
            foreach (var form in forms)
            {
                if (bytes.AsSpan().IndexOf(form) is >= 0 and var at)
                {
                    findings.Add("C15", name, 0, $"a card number at byte {at}");
                }
            }
        }
    }

    private static byte[][] Forms(string number)
    {
        var value = ulong.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture);
        var (little, big) = (new byte[8], new byte[8]);
        BinaryPrimitives.WriteUInt64LittleEndian(little, value);
        BinaryPrimitives.WriteUInt64BigEndian(big, value);
        return
        [
            Encoding.ASCII.GetBytes(number), Encoding.Unicode.GetBytes(number),
            Convert.FromHexString(number.Length % 2 == 0 ? number : number + "F"), little, big,
        ];
    }
}
