using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tessera.Terminal.Till;

/// <summary>The terminal's unpredictable numbers (9F37), from the operating system's generator.</summary>
public static class UnpredictableNumbers
{
    public static uint Next()
    {
        Span<byte> bytes = stackalloc byte[4];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
