using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

/// <summary>One contactless authorisation request with DE55, in any dialect.</summary>
internal static class SampleTap
{
    internal static readonly byte[] Objects = Hex.Read(
        "9F26087263B420E91503AF9F360200019F2701809F1A0208409F100706011203A00000");

    internal static byte[] Write(Dialect dialect)
    {
        byte[] target = new byte[1024];
        IsoWriter writer = new(target, dialect, new MessageType((ushort)(Is1993(dialect) ? 0x1100 : 0x0100)));
        writer.WriteText(2, "9999100000000004");
        writer.WriteText(3, "000000");
        writer.WriteNumber(4, 1234);
        writer.WriteText(7, "1123204601");
        writer.WriteNumber(11, 42);
        writer.WriteText(22, Is1993(dialect) ? "A00101A00000" : "071");
        writer.WriteText(23, "001");
        writer.WriteText(32, "510001");
        writer.WriteText(37, "632820000042");
        writer.WriteText(41, "TID12345");
        writer.WriteText(42, "MERCHANT0000001");
        writer.WriteText(49, "840");
        writer.WriteBytes(55, Objects);
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        return target[..byteCount];
    }

    /// <summary>DE39 of an approval has a digit more in 1993.</summary>
    internal static string Approved(Dialect dialect) => Is1993(dialect) ? "000" : "00";

    private static bool Is1993(Dialect dialect) => dialect.Name.StartsWith("1993", StringComparison.Ordinal);
}
