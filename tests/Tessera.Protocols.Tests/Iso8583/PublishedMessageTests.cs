using System.Text;
using System.Text.Json;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

// Goal: published messages, read and written again from their text forms, come out byte for byte.
public sealed class PublishedMessageTests
{
    public static TheoryData<string> Names() =>
        [.. Messages().Select(m => m.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_message_is_written_again_byte_for_byte(string name)
    {
        JsonElement vector = Messages().Single(m => m.GetProperty("name").GetString() == name);
        JsonElement inputs = vector.GetProperty("inputs");
        Assert.True(Dialect.TryFind(inputs.GetProperty("dialect").GetString()!, out Dialect? dialect));
        byte[] bytes = inputs.TryGetProperty("message_hex", out JsonElement hex)
            ? Hex.Read(hex.GetString()!)
            : Encoding.ASCII.GetBytes(inputs.GetProperty("message_ascii").GetString()!);
        Assert.True(IsoMessage.TryRead(bytes, dialect, out IsoMessage message, out ParseError error), error.ToString());

        List<(int, string)> values = [];
        for (int field = message.Fields.Next(1); field != 0; field = message.Fields.Next(field))
            values.Add((field, message[field].ToText()));
        Assert.Equal(bytes, GenMessage.Write(dialect, message.Type, [.. values]));
    }

    private static List<JsonElement> Messages()
    {
        string file = Path.Combine(NodePeer.RepositoryRoot(), "vectors", "iso8583.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray()
            .Where(v => Dialect.TryFind(v.GetProperty("inputs").GetProperty("dialect").GetString()!, out _)
                && v.GetProperty("expected").TryGetProperty("fields", out _))
            .Select(v => v.Clone())];
    }
}
