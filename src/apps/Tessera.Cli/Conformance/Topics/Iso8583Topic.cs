using System.Globalization;
using System.Text;
using System.Text.Json;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Whole ISO 8583 messages, read and written in a named dialect.</summary>
internal sealed class Iso8583Topic : ITopic
{
    public string Name => "iso8583";

    public bool TryRun(Vector vector, out string? failure)
    {
        failure = null;
        if (vector.Input("dialect") is not { } name || !Dialect.TryFind(name, out Dialect? dialect))
            return false;
        if (MessageOf(vector.Inputs) is { } message)
            failure = Read(vector, message, dialect);
        else if (vector.Inputs.TryGetProperty("fields", out _) && vector.Input("mti") is not null)
            failure = Write(vector, dialect);
        else
            return false;
        return true;
    }

    private static string? Read(Vector vector, byte[] bytes, Dialect dialect)
    {
        bool isRead = IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out ParseError error);
        if (isRead == IsRefusalWanted(vector))
            return isRead ? "read what must be refused" : error.ToString();
        return Compare("mti", vector.Answer("mti"), message.Type.ToString())
            ?? Compare("bitmap", vector.Answer("bitmap"), message.Announced.ToString())
            ?? (vector.Expected.TryGetProperty("fields", out JsonElement fields)
                ? CompareFields(fields, message)
                : null);
    }

    private static string? Write(Vector vector, Dialect dialect)
    {
        if (!MessageType.TryParse(vector.Input("mti"), out MessageType type))
            return IsRefusalWanted(vector) ? null : "mti: no message type";
        byte[] target = new byte[IsoMessage.MaxBytes];
        IsoWriter writer = new(target, dialect, type);
        var fields = vector.Inputs.GetProperty("fields").EnumerateObject()
            .Select(f => (Number: int.Parse(f.Name, CultureInfo.InvariantCulture), Text: f.Value.GetString()))
            .OrderBy(f => f.Number);
        foreach ((int number, string? text) in fields)
            writer.WriteText(number, text);
        bool isWritten = writer.TryFinish(out int byteCount, out ParseError error);
        if (isWritten == IsRefusalWanted(vector))
            return isWritten ? "wrote what must be refused" : error.ToString();
        return MessageOf(vector.Expected) is { } expected
            ? Compare("message", Hex.Write(expected), Hex.Write(target.AsSpan(0, byteCount)))
            : null;
    }

    private static string? CompareFields(JsonElement expected, in IsoMessage message)
    {
        int count = 0;
        for (int field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
        {
            count++;
            if (!expected.TryGetProperty(field.ToString(CultureInfo.InvariantCulture), out _))
                return $"DE{field}: not expected";
        }

        // Some publishers list the type as 0 and the secondary bitmap as 1.
        var members = expected.EnumerateObject().Where(member => member.Name is not ("0" or "1")).ToList();
        foreach (JsonProperty member in members)
        {
            int field = int.Parse(member.Name, CultureInfo.InvariantCulture);
            string? actual = message[field].IsPresent ? message[field].ToText() : null;
            string? failure = member.Value.ValueKind == JsonValueKind.Object
                ? CompareInside(member.Value, message, field)
                : Compare($"DE{field}", member.Value.GetString(), actual);
            if (failure is not null)
                return failure;
        }

        return count == members.Count ? null : "fields: some are missing";
    }

    private static string? CompareInside(JsonElement expected, in IsoMessage message, int field)
    {
        if (message[field].Definition?.Inner is null)
            return CompareObjects(expected, message, field);
        return message.TryReadInner(field, out IsoMessage inner, out ParseError error)
            ? CompareFields(expected, inner) : error.ToString();
    }

    private static string? CompareObjects(JsonElement expected, in IsoMessage message, int field)
    {
        Span<byte> scratch = stackalloc byte[512];
        if (!message.TryReadTlv(field, scratch, out ReadOnlySpan<byte> objects, out ParseError error))
            return error.ToString();
        foreach (JsonProperty member in expected.EnumerateObject())
        {
            string? actual = BerTag.TryRead(member.Name, out BerTag tag, out _)
                && BerTlv.TryFind(objects, tag, out ReadOnlySpan<byte> value) ? Hex.Write(value) : null;
            if (Compare($"DE{field}/{member.Name}", member.Value.GetString(), actual) is { } failure)
                return failure;
        }

        return null;
    }

    private static byte[]? MessageOf(JsonElement holder)
    {
        if (holder.TryGetProperty("message_hex", out JsonElement hex))
            return Hex.Read(hex.GetString()!);
        return holder.TryGetProperty("message_ascii", out JsonElement text)
            ? Encoding.Latin1.GetBytes(text.GetString()!) : null;
    }

    private static bool IsRefusalWanted(Vector vector) =>
        (vector.Expected.TryGetProperty("error", out JsonElement error)
            && error.ValueKind is not (JsonValueKind.False or JsonValueKind.Null))
        || vector.Answer("valid") == "False";

    private static string? Compare(string what, string? expected, string? actual) =>
        expected is null || string.Equals(expected, actual, StringComparison.Ordinal)
            ? null : $"{what} differs";
}
