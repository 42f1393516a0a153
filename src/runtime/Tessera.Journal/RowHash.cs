using System.Buffers.Binary;

namespace Tessera.Journal;

/// <summary>A SHA-256 value: 32 bytes, compared as a whole, printed as 64 hex digits.</summary>
public readonly record struct RowHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public const int ByteCount = 32;

    public static RowHash Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64BigEndian(source),
        BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(source[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(source[24..ByteCount]));

    public static bool TryRead(ReadOnlySpan<byte> source, out RowHash hash)
    {
        hash = source.Length == ByteCount ? Read(source) : default;
        return source.Length == ByteCount;
    }

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, First);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], Second);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], Third);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..ByteCount], Fourth);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[ByteCount];
        Write(bytes);
        return bytes;
    }

    public override string ToString() => Convert.ToHexString(ToArray());
}
