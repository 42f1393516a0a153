using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tessera.Primitives;

namespace Tessera.Server.World;

/// <summary>Ids that follow from a command's id, so that its second delivery names the same objects.</summary>
public static class DerivedId
{
    public static Id<T> Of<T>(UInt128 source)
        where T : IIdKind
        => new(Number(source, T.Prefix));

    /// <summary>Another body under the same command names another object.</summary>
    public static Id<T> Of<T>(CommandKey key)
        where T : IIdKind
        => Of<T>(Number(key.Id, "command") ^ key.BodyHash);

    public static UInt128 Number(UInt128 source, string label)
    {
        Span<byte> digest = stackalloc byte[32];
        Hash(source, label, digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>Text of upper-case Crockford characters, at most 51.</summary>
    public static string Text(UInt128 source, string label, int length)
    {
        const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        Span<byte> digest = stackalloc byte[32];
        Hash(source, label, digest);
        var text = new StringBuilder(length);
        for (var bit = 0; text.Length < length; bit += 5)
        {
            var pair = (digest[bit / 8] << 8) | digest[Math.Min((bit / 8) + 1, 31)];
            text.Append(alphabet[(pair >> (11 - (bit % 8))) & 31]);
        }

        return text.ToString();
    }

    private static void Hash(UInt128 source, string label, Span<byte> digest)
    {
        Span<byte> input = stackalloc byte[16 + 32];
        BinaryPrimitives.WriteUInt128BigEndian(input, source);
        var length = Encoding.ASCII.GetBytes(label, input[16..]);
        SHA256.HashData(input[..(16 + length)], digest);
    }
}
