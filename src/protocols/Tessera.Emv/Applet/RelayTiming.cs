// EMV contactless book C-2, relay resistance protocol: times that a card states.
using System.Buffers.Binary;

namespace Tessera.Emv.Applet;

/// <summary>What a card states of its own speed, in units of 100 microseconds (book C-2).</summary>
/// <param name="Minimum">It never answers faster.</param>
/// <param name="Maximum">It never answers slower.</param>
/// <param name="Transmission">How long its answer takes on the way.</param>
public readonly record struct RelayTiming(ushort Minimum, ushort Maximum, ushort Transmission)
{
    /// <summary>Length of the three times.</summary>
    public const int Bytes = 6;

    /// <summary>The three times, two bytes each.</summary>
    public byte[] ToBytes()
    {
        var target = new byte[Bytes];
        BinaryPrimitives.WriteUInt16BigEndian(target, Minimum);
        BinaryPrimitives.WriteUInt16BigEndian(target.AsSpan(2), Maximum);
        BinaryPrimitives.WriteUInt16BigEndian(target.AsSpan(4), Transmission);
        return target;
    }

    /// <summary>Reads six bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than six bytes.</exception>
    public static RelayTiming Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt16BigEndian(source),
        BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
        BinaryPrimitives.ReadUInt16BigEndian(source[4..]));
}
