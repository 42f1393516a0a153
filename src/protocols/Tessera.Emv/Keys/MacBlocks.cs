// ISO/IEC 9797-1, section 6.3: padding to whole blocks.
namespace Tessera.Emv.Keys;

/// <summary>Padding of MAC input, for callers that show or transmit the padded form.</summary>
public static class MacBlocks
{
    /// <summary>Copies the data and pads it to whole blocks; empty data becomes one block.</summary>
    /// <param name="data">Unpadded data.</param>
    /// <param name="padding">Padding method.</param>
    /// <param name="blockBytes">8 for DES, 16 for AES.</param>
    /// <param name="target">At least the data plus one block.</param>
    /// <returns>The padded length in bytes.</returns>
    public static int Pad(ReadOnlySpan<byte> data, MacPadding padding, int blockBytes, Span<byte> target)
    {
        data.CopyTo(target);
        var end = data.Length;
        if (padding == MacPadding.Method2)
        {
            target[end++] = 0x80;
        }
        while (end % blockBytes != 0 || end == 0)
        {
            target[end++] = 0;
        }
        return end;
    }
}
