// FIPS 46-3 and NIST SP 800-67: DES and two-key triple DES by tables, without an object or a copy of a key.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Tessera.Emv.Keys;

/// <summary>
/// Own code because the framework's class costs several times the cipher itself on a tap's path, and refuses keys that
/// a derivation can produce. Look-ups by secret bits are not constant in time: docs/internals/ARCHITECTURE.md, "Hsm
/// and vault", says what follows from that.
/// </summary>
internal static class DesEngine
{
    public const int BlockBytes = 8;

    /// <summary>Words of a two-key schedule: sixteen rounds of the left half, sixteen of the right.</summary>
    public const int ScheduleWords = 32;

    private const int Rounds = 16;
    private const uint HalfMask = 0x0FFF_FFFF;

    // How far C and D have turned left in each round.
    private static ReadOnlySpan<byte> Turns => [1, 2, 4, 6, 8, 10, 12, 14, 15, 17, 19, 21, 23, 25, 27, 28];

    /// <summary>
    /// Makes the schedule of encrypt-decrypt-encrypt with K1, K2, K1, or of its inverse: K2's rounds stand in the
    /// opposite order of K1's.
    /// </summary>
    /// <param name="key">16 bytes, parity ignored.</param>
    /// <param name="isEncryption">Direction.</param>
    /// <param name="schedule"><see cref="ScheduleWords"/> words; the caller zeroes them.</param>
    public static void Expand(ReadOnlySpan<byte> key, bool isEncryption, Span<ulong> schedule)
    {
        ExpandHalf(BinaryPrimitives.ReadUInt64LittleEndian(key), schedule[..Rounds]);
        ExpandHalf(BinaryPrimitives.ReadUInt64LittleEndian(key[8..]), schedule.Slice(Rounds, Rounds));
        schedule.Slice(isEncryption ? Rounds : 0, Rounds).Reverse();
    }

    /// <summary>Triple DES of whole blocks; source and target may be the same span.</summary>
    public static void Transform(ReadOnlySpan<ulong> schedule, ReadOnlySpan<byte> source, Span<byte> target)
    {
        var at = 0;
        for (; at <= source.Length - (2 * BlockBytes); at += 2 * BlockBytes)
        {
            var first = Enter(source[at..]);
            var second = Enter(source[(at + BlockBytes)..]);
            RunPair(schedule[..Rounds], ref first, ref second);
            RunPair(schedule.Slice(Rounds, Rounds), ref first, ref second);
            RunPair(schedule[..Rounds], ref first, ref second);
            Leave(first, target[at..]);
            Leave(second, target[(at + BlockBytes)..]);
        }
        if (at < source.Length)
        {
            Leave(Triple(schedule, Enter(source[at..])), target[at..]);
        }
    }

    /// <summary>
    /// ISO/IEC 9797-1 algorithm 3: single DES in CBC mode under K1, the last block under both keys.
    /// </summary>
    /// <param name="schedule">An encryption schedule.</param>
    /// <param name="blocks">Whole blocks.</param>
    /// <param name="end">The one or more blocks after them.</param>
    /// <param name="target">8 bytes.</param>
    public static void Authenticate(
        ReadOnlySpan<ulong> schedule,
        ReadOnlySpan<byte> blocks,
        ReadOnlySpan<byte> end,
        Span<byte> target)
    {
        // The permutation at both ends is linear, so the chain stays inside of it.
        var chain = Chain(schedule[..Rounds], default, blocks);
        chain = Chain(schedule[..Rounds], chain, end[..^BlockBytes]);
        Leave(Triple(schedule, chain ^ Enter(end[^BlockBytes..])), target);
    }

    private static Halves Chain(ReadOnlySpan<ulong> keys, Halves chain, ReadOnlySpan<byte> blocks)
    {
        for (var at = 0; at < blocks.Length; at += BlockBytes)
        {
            chain = Run(keys, chain ^ Enter(blocks[at..]));
        }
        return chain;
    }

    private static Halves Triple(ReadOnlySpan<ulong> schedule, Halves halves) =>
        Run(schedule[..Rounds], Run(schedule.Slice(Rounds, Rounds), Run(schedule[..Rounds], halves)));

    private static Halves Run(ReadOnlySpan<ulong> keys, Halves halves)
    {
        var (left, right) = (halves.Left, halves.Right);
        for (var i = 0; i < keys.Length - 1; i += 2)
        {
            left ^= Round(right, keys[i]);
            right ^= Round(left, keys[i + 1]);
        }
        return new Halves(right, left);
    }

    // Each round waits for the one before it: two blocks side by side fill that time.
    private static void RunPair(ReadOnlySpan<ulong> keys, ref Halves first, ref Halves second)
    {
        var (left, right) = (first.Left, first.Right);
        var (otherLeft, otherRight) = (second.Left, second.Right);
        for (var i = 0; i < keys.Length - 1; i += 2)
        {
            left ^= Round(right, keys[i]);
            otherLeft ^= Round(otherRight, keys[i]);
            right ^= Round(left, keys[i + 1]);
            otherRight ^= Round(otherLeft, keys[i + 1]);
        }
        first = new Halves(right, left);
        second = new Halves(otherRight, otherLeft);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Round(uint half, ulong key)
    {
        var six = (((ulong)uint.RotateRight(half, 4) << 32) | half) ^ key;
        var table = DesTables.Substitution;
        unchecked
        {
            var odd = table[(int)((six >> 56) & 63)] ^ table[128 + (int)((six >> 48) & 63)];
            var even = table[64 + (int)((six >> 24) & 63)] ^ table[192 + (int)((six >> 16) & 63)];
            odd ^= table[256 + (int)((six >> 40) & 63)] ^ table[384 + (int)((six >> 32) & 63)];
            even ^= table[320 + (int)((six >> 8) & 63)] ^ table[448 + (int)(six & 63)];
            return odd ^ even;
        }
    }

    /// <summary>The initial permutation; both halves leave it turned left by one bit.</summary>
    private static Halves Enter(ReadOnlySpan<byte> block)
    {
        var left = BinaryPrimitives.ReadUInt32BigEndian(block);
        var right = BinaryPrimitives.ReadUInt32BigEndian(block[4..]);
        Exchange(ref left, ref right, 4, 0x0F0F_0F0F);
        Exchange(ref left, ref right, 16, 0x0000_FFFF);
        Exchange(ref right, ref left, 2, 0x3333_3333);
        Exchange(ref right, ref left, 8, 0x00FF_00FF);
        right = uint.RotateLeft(right, 1);
        Exchange(ref left, ref right, 0, 0xAAAA_AAAA);
        return new Halves(uint.RotateLeft(left, 1), right);
    }

    /// <summary>The inverse of <see cref="Enter"/>.</summary>
    private static void Leave(Halves halves, Span<byte> target)
    {
        var (left, right) = (uint.RotateRight(halves.Left, 1), halves.Right);
        Exchange(ref left, ref right, 0, 0xAAAA_AAAA);
        right = uint.RotateRight(right, 1);
        Exchange(ref right, ref left, 8, 0x00FF_00FF);
        Exchange(ref right, ref left, 2, 0x3333_3333);
        Exchange(ref left, ref right, 16, 0x0000_FFFF);
        Exchange(ref left, ref right, 4, 0x0F0F_0F0F);
        BinaryPrimitives.WriteUInt32BigEndian(target, left);
        BinaryPrimitives.WriteUInt32BigEndian(target[4..], right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref uint upper, ref uint lower, int shift, uint mask)
    {
        var difference = ((upper >> shift) ^ lower) & mask;
        lower ^= difference;
        upper ^= difference << shift;
    }

    private static void ExpandHalf(ulong key, Span<ulong> rounds)
    {
        // Permuted choice 1 is a transposition of the eight bytes as a square of bits, last byte first.
        Transpose(ref key, 7, 0x00AA_00AA_00AA_00AA);
        Transpose(ref key, 14, 0x0000_CCCC_0000_CCCC);
        Transpose(ref key, 28, 0x0000_0000_F0F0_F0F0);
        var c = (uint)(key >> 36);
        var d = (uint)(((key & 0xFF00) << 12) | ((key >> 4) & 0xFF000) | ((key >> 20) & 0xFF0) | ((key >> 32) & 0xF));
        for (var i = 0; i < Rounds; i++)
        {
            rounds[i] = Choose(Turn(c, Turns[i]), 0) | Choose(Turn(d, Turns[i]), 4 * DesTables.ChoiceEntries);
        }
    }

    private static uint Turn(uint half, int bits) => ((half << bits) | (half >> (28 - bits))) & HalfMask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Choose(uint half, int part)
    {
        var table = DesTables.Choice;
        unchecked
        {
            return table[part + (int)(half >> 21)]
                | table[part + 128 + (int)((half >> 14) & 127)]
                | table[part + 256 + (int)((half >> 7) & 127)]
                | table[part + 384 + (int)(half & 127)];
        }
    }

    private static void Transpose(ref ulong square, int shift, ulong mask)
    {
        var difference = (square ^ (square >> shift)) & mask;
        square ^= difference ^ (difference << shift);
    }

    private readonly record struct Halves(uint Left, uint Right)
    {
        public static Halves operator ^(Halves one, Halves other) =>
            new(one.Left ^ other.Left, one.Right ^ other.Right);
    }
}
