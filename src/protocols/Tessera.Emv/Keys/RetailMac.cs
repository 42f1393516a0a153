// ISO/IEC 9797-1, section 7.4: MAC algorithm 3 ("retail MAC") with DES; EMV Book 2 (4.3), annex A1.2.1.
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tessera.Emv.Keys;

/// <summary>
/// ISO/IEC 9797-1 MAC algorithm 3: single DES in CBC mode under the left half over all blocks, then decrypt with the
/// right half and encrypt with the left.
/// </summary>
public static class RetailMac
{
    /// <summary>Length of the full MAC; callers truncate from the left.</summary>
    public const int MacBytes = 8;

    /// <summary>Computes the 8-byte MAC of data of any length.</summary>
    /// <param name="key">16 bytes: left and right half.</param>
    /// <param name="data">Unpadded data; empty data is one block of padding.</param>
    /// <param name="padding">Padding method.</param>
    /// <param name="target">At least 8 bytes.</param>
    /// <exception cref="ArgumentException">The key is not 16 bytes.</exception>
    public static void Compute(
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> data,
        MacPadding padding,
        Span<byte> target)
    {
        if (key.Length != TripleDesCipher.KeyBytes)
        {
            throw new ArgumentException("A retail MAC key has 16 bytes.", nameof(key));
        }
        Span<ulong> schedule = stackalloc ulong[DesEngine.ScheduleWords];
        DesEngine.Expand(key, isEncryption: true, schedule);

        // Padding makes at most one block more than the whole ones.
        Span<byte> end = stackalloc byte[2 * DesEngine.BlockBytes];
        var whole = Math.Max(0, data.Length - 1) / DesEngine.BlockBytes * DesEngine.BlockBytes;
        var length = MacBlocks.Pad(data[whole..], padding, DesEngine.BlockBytes, end);
        DesEngine.Authenticate(schedule, data[..whole], end[..length], target[..MacBytes]);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(schedule));
        CryptographicOperations.ZeroMemory(end);
    }
}
