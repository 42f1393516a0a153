namespace Tessera.Core.Tables;

// Spreads keys evenly, the same in every process: callers choose some of them, and some only count up.
internal static class KeyHash
{
    public static ulong Of(ulong low, ulong high) => Mix(low ^ Mix(high));

    public static ulong Mix(ulong value)
    {
        value = unchecked((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9);
        value = unchecked((value ^ (value >> 27)) * 0x94D049BB133111EB);
        return value ^ (value >> 31);
    }
}
