// FIPS 197: AES encryption of single blocks under a key that is expanded once.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;
using LibraryAes = System.Security.Cryptography.Aes;

namespace Tessera.Emv.Keys;

/// <summary>
/// AES encryption under one key. 128-bit keys, which cards and links have, use the processor's AES instructions, since
/// one call of the framework's class costs about eighty blocks; other keys and processors use the framework.
/// </summary>
internal ref struct AesBlocks : IDisposable
{
    private readonly LibraryAes? _library;
    private RoundKeys _rounds;

    public AesBlocks(ReadOnlySpan<byte> key)
    {
        if (AesInstructions.IsSupported && key.Length == 16)
        {
            Expand(Vector128.Create(key), ref _rounds);
            return;
        }
        _library = LibraryAes.Create();
        _library.SetKey(key);
    }

    public readonly Vector128<byte> Encrypt(Vector128<byte> block)
    {
        if (AesInstructions.IsSupported && _library is null)
        {
            block ^= _rounds[0];
            for (var i = 1; i < 10; i++)
            {
                block = AesInstructions.Encrypt(block, _rounds[i]);
            }
            return AesInstructions.EncryptLast(block, _rounds[10]);
        }
        Span<byte> bytes = stackalloc byte[16];
        block.CopyTo(bytes);
        _library!.EncryptEcb(bytes, bytes, PaddingMode.None);
        return Vector128.Create<byte>(bytes);
    }

    /// <summary>Zeroes the round keys.</summary>
    public void Dispose()
    {
        _library?.Dispose();
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes((Span<Vector128<byte>>)_rounds));
    }

    // FIPS 197, section 5.2; the instruction wants its round constant written out.
    private static void Expand(Vector128<byte> key, ref RoundKeys rounds)
    {
        rounds[0] = key;
        rounds[1] = key = Next(key, AesInstructions.KeygenAssist(key, 0x01));
        rounds[2] = key = Next(key, AesInstructions.KeygenAssist(key, 0x02));
        rounds[3] = key = Next(key, AesInstructions.KeygenAssist(key, 0x04));
        rounds[4] = key = Next(key, AesInstructions.KeygenAssist(key, 0x08));
        rounds[5] = key = Next(key, AesInstructions.KeygenAssist(key, 0x10));
        rounds[6] = key = Next(key, AesInstructions.KeygenAssist(key, 0x20));
        rounds[7] = key = Next(key, AesInstructions.KeygenAssist(key, 0x40));
        rounds[8] = key = Next(key, AesInstructions.KeygenAssist(key, 0x80));
        rounds[9] = key = Next(key, AesInstructions.KeygenAssist(key, 0x1B));
        rounds[10] = key = Next(key, AesInstructions.KeygenAssist(key, 0x36));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Next(Vector128<byte> key, Vector128<byte> assist)
    {
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 4);
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 8);
        return key ^ Sse2.Shuffle(assist.AsInt32(), 0xFF).AsByte();
    }

    [InlineArray(11)]
    private struct RoundKeys
    {
        private Vector128<byte> _first;
    }
}
