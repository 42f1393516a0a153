// ISO/IEC 7816-4, 5.1: command APDU, cases 1 to 4; EMV 4.4 Book 3, 6.5 for the commands named here.
using System.Buffers.Binary;
using Tessera.Primitives;

namespace Tessera.Emv.Apdu;

/// <summary>A command APDU (ISO/IEC 7816-4, 5.1): header, data, and the length expected back.</summary>
/// <param name="Header">CLA, INS, P1 and P2.</param>
/// <param name="Data">Command data, possibly empty.</param>
/// <param name="ExpectedLengthBytes">Le: -1 when absent, 256 (short) or 65,536 (extended) for "all there is".</param>
public sealed record CommandApdu(CommandHeader Header, ReadOnlyMemory<byte> Data, int ExpectedLengthBytes)
{
    private const int HeaderBytes = 4;
    private const int ShortMax = 256;
    private const int ExtendedMax = 65_536;

    /// <summary>SELECT by DF name, first occurrence (EMV Book 1, 11.3).</summary>
    public static CommandApdu Select(ReadOnlyMemory<byte> name) =>
        new(new CommandHeader(0x00, 0xA4, 0x04, 0x00), name, ShortMax);

    /// <summary>
    /// GET PROCESSING OPTIONS; <paramref name="template"/> is the whole object 83 (EMV Book 3, 6.5.8).
    /// </summary>
    public static CommandApdu GetProcessingOptions(ReadOnlyMemory<byte> template) =>
        new(new CommandHeader(0x80, 0xA8, 0x00, 0x00), template, ShortMax);

    /// <summary>READ RECORD by number in a file with short identifier 1 to 30 (EMV Book 3, 6.5.11).</summary>
    public static CommandApdu ReadRecord(int shortFileIdentifier, int record) =>
        new(new CommandHeader(0x00, 0xB2, (byte)record, (byte)((shortFileIdentifier << 3) | 4)), default, ShortMax);

    /// <summary>GENERATE AC with the filled CDOL (EMV Book 3, 6.5.5); 00 AAC, 40 TC, 80 ARQC.</summary>
    public static CommandApdu GenerateAc(byte referenceControl, ReadOnlyMemory<byte> data) =>
        new(new CommandHeader(0x80, 0xAE, referenceControl, 0x00), data, ShortMax);

    /// <summary>GET DATA by tag (EMV Book 3, 6.5.7).</summary>
    public static CommandApdu GetData(BerTag tag) =>
        new(new CommandHeader(0x80, 0xCA, (byte)(tag.Value >> 8), (byte)(tag.Value & 0xFF)), default, ShortMax);

    /// <summary>INTERNAL AUTHENTICATE with the filled DDOL (EMV Book 3, 6.5.9).</summary>
    public static CommandApdu InternalAuthenticate(ReadOnlyMemory<byte> data) =>
        new(new CommandHeader(0x00, 0x88, 0x00, 0x00), data, ShortMax);

    /// <summary>EXTERNAL AUTHENTICATE with the value of tag 91 (EMV Book 3, 6.5.4).</summary>
    public static CommandApdu ExternalAuthenticate(ReadOnlyMemory<byte> data) =>
        new(new CommandHeader(0x00, 0x82, 0x00, 0x00), data, -1);

    /// <summary>EXCHANGE RELAY RESISTANCE DATA with the terminal's entropy, 4 bytes (book C-2).</summary>
    public static CommandApdu ExchangeRelayResistanceData(ReadOnlyMemory<byte> entropy) =>
        new(new CommandHeader(0x80, 0xEA, 0x00, 0x00), entropy, ShortMax);

    /// <summary>COMPUTE CRYPTOGRAPHIC CHECKSUM with the filled UDOL (book C-2, mag-stripe mode).</summary>
    public static CommandApdu ComputeChecksum(ReadOnlyMemory<byte> data) =>
        new(new CommandHeader(0x80, 0x2A, 0x8E, 0x80), data, ShortMax);

    /// <summary>Reads a short or extended command of any of the four cases.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out CommandApdu command, out ParseError error)
    {
        command = new CommandApdu(default, default, -1);
        if (source.Length < HeaderBytes)
        {
            error = new ParseError(ParseErrorCode.Truncated, source.Length, "");
            return false;
        }

        var header = new CommandHeader(source[0], source[1], source[2], source[3]);
        if (!TryReadBody(source[HeaderBytes..], out var data, out var expected))
        {
            error = new ParseError(ParseErrorCode.BadLength, HeaderBytes, "");
            return false;
        }

        command = new CommandApdu(header, data.ToArray(), expected);
        error = default;
        return true;
    }

    /// <summary>The bytes on the wire; the short form whenever data and expected length allow it.</summary>
    public byte[] ToBytes()
    {
        Invariant.Check(Data.Length < ExtendedMax, "command data fit an extended APDU");
        var isExtended = Data.Length >= ShortMax || ExpectedLengthBytes > ShortMax;
        var target = new List<byte> { Header.Class, Header.Instruction, Header.Parameter1, Header.Parameter2 };
        if (isExtended)
        {
            target.Add(0);
        }

        if (!Data.IsEmpty)
        {
            AddLength(target, Data.Length, isExtended);
            target.AddRange(Data.Span);
        }

        if (ExpectedLengthBytes >= 0)
        {
            AddLength(target, ExpectedLengthBytes, isExtended);
        }

        return [.. target];
    }

    private static bool TryReadBody(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> data, out int expected)
    {
        data = [];
        expected = -1;
        if (body.Length <= 1)
        {
            expected = body.Length == 0 ? -1 : WholeWhenZero(body[0], ShortMax);
            return true;
        }

        var isExtended = body[0] == 0;
        var lengthBytes = isExtended ? 2 : 1;
        var rest = isExtended ? body[1..] : body;
        if (rest.Length < lengthBytes)
        {
            return false;
        }

        var length = isExtended ? BinaryPrimitives.ReadUInt16BigEndian(rest) : rest[0];
        if (isExtended && rest.Length == lengthBytes)
        {
            expected = WholeWhenZero(length, ExtendedMax);
            return true;
        }

        var tail = rest.Length - lengthBytes - length;
        if (length == 0 || (tail != 0 && tail != lengthBytes))
        {
            return false;
        }

        data = rest.Slice(lengthBytes, length);
        if (tail != 0)
        {
            var end = rest[^lengthBytes..];
            expected = isExtended
                ? WholeWhenZero(BinaryPrimitives.ReadUInt16BigEndian(end), ExtendedMax)
                : WholeWhenZero(end[0], ShortMax);
        }

        return true;
    }

    private static int WholeWhenZero(int encoded, int whole) => encoded == 0 ? whole : encoded;

    private static void AddLength(List<byte> target, int length, bool isExtended)
    {
        if (isExtended)
        {
            target.Add((byte)((length >> 8) & 0xFF));
        }

        target.Add((byte)(length & 0xFF));
    }
}
