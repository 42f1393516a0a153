using Tessera.Emv.Keys;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>Check values of keys that everybody knows from specifications, manuals and test suites.</summary>
public static class KnownTestKeys
{
    private static readonly HashSet<string> CheckValues = new(StringComparer.Ordinal)
    {
        "08D7B4", // triple DES 0123456789ABCDEF FEDCBA9876543210
        "7B8358", // triple DES FEDCBA9876543210 0123456789ABCDEF
        "D5D44F", // triple DES 0123456789ABCDEF twice
        "6FB1C8", // triple DES 12345678 four times
        "8CA64D", // triple DES of zeros (also of 01 bytes)
        "82E136", // triple DES of 11 bytes
        "CAAAAF", // triple DES of FF bytes
    };

    public static bool IsKnown(char algorithm, ReadOnlySpan<byte> key)
    {
        if (algorithm != 'T' || key.Length != 16)
        {
            return false;
        }
        Span<byte> check = stackalloc byte[3];
        KeyCheckValue.Compute(KeyAlgorithm.TripleDes, key, check);
        return Contains(Convert.ToHexString(check));
    }

    public static bool Contains(string checkValue) => CheckValues.Contains(checkValue);
}
