namespace Tessera.Simulation.Checker.Reading;

/// <summary>CRC-32C by its table: the program under test uses the processor's instruction.</summary>
internal static class Castagnoli
{
    private const uint Reflected = 0x82F6_3B78;
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ Table[(crc ^ value) & 0xFF];
        }

        return ~crc;
    }

    private static uint Entry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? (value >> 1) ^ Reflected : value >> 1;
        }

        return value;
    }
}
