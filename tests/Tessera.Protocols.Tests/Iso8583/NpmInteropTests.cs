using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.Iso8583;

// Goal: two independent programs read our bytes as we meant them, and we read theirs.
public sealed class NpmInteropTests
{
    // The package has 58 as LLVAR n, 65 as half a byte and 127 as Postilion's composite.
    private static readonly int[] OtherLayout = [58, 65, 127];

    [Fact]
    public void Iso_8583_reads_every_field_that_we_write()
    {
        List<(int Field, string Text)[]> messages = [.. Samples()];
        JsonArray requests = [.. messages.Select(m => new JsonObject
        {
            ["verb"] = "read",
            ["hex"] = "0000" + Convert.ToHexString(
                GenMessage.Write(Dialect.Ascii1987Binary, new MessageType(0x0100), m)),
        })];
        JsonArray answers = NodePeer.Ask("iso8583.mjs", requests);
        for (int i = 0; i < messages.Count; i++)
        {
            JsonObject fields = answers[i]!["fields"]!.AsObject();
            Assert.Equal("0100", fields["0"]!.GetValue<string>());
            Assert.Equal(messages[i].Length + 1, fields.Count);
            foreach ((int field, string text) in messages[i])
                Assert.Equal(text, TextOf(fields, field));
        }
    }

    [Fact]
    public void We_read_every_field_that_iso_8583_writes()
    {
        (int Field, string Text)[] sent =
        [
            (2, "9999100000000004"), (3, "000000"), (4, "000000001234"), (7, "1123204601"), (11, "000042"),
            (12, "204601"), (13, "1123"), (14, "3012"), (18, "5999"), (22, "071"), (23, "001"), (25, "00"),
            (32, "510001"), (35, "9999100000000004=30122010000000000"), (37, "632820000042"), (41, "TID12345"),
            (42, "MERCHANT0000001"), (43, "CORNER SHOP              SPRINGFIELD  US"), (49, "840"),
            (52, "0102030405060708"), (55, "9F26087263B420E91503AF9F36020001"), (64, "A1A2A3A4A5A6A7A8"),
            (90, "010000004211232046010000051000100000000000"), (128, "B1B2B3B4B5B6B7B8"),
        ];
        JsonObject fields = new() { ["0"] = "0400" };
        foreach ((int field, string text) in sent)
            fields[field.ToString(CultureInfo.InvariantCulture)] = text;
        JsonNode answer = NodePeer.Ask("iso8583.mjs", [new JsonObject { ["verb"] = "write", ["fields"] = fields }])[0]!;
        byte[] frame = Hex.Read(answer["hex"]!.GetValue<string>());

        Assert.True(IsoFrame.TryRead(frame, 4096, out ReadOnlySpan<byte> bytes, out int consumed, out _));
        Assert.Equal(frame.Length, consumed);
        Assert.True(
            IsoMessage.TryRead(bytes, Dialect.Ascii1987Binary, out IsoMessage message, out ParseError error),
            error.ToString());
        Assert.Equal("0400", message.Type.ToString());
        foreach ((int field, string text) in sent)
            Assert.Equal(text, message[field].ToText());
    }

    [Fact]
    public void Iso_8583_and_we_read_each_others_nested_field_127()
    {
        Dialect inside = Dialect.Postilion[127]!.Inner!;
        (int Field, string Text)[] sent = [(2, "000042000042"), (20, "20261125"), (33, "6012"), (39, "00")];
        byte[] target = new byte[256];
        IsoWriter writer = new(target, Dialect.Postilion, new MessageType(0x0100));
        writer.WriteText(11, "000042");
        writer.WriteBytes(127, GenMessage.Write(inside, default, sent));
        Assert.True(writer.TryFinish(out int byteCount, out ParseError error), error.ToString());
        JsonObject fields = new() { ["0"] = "0100", ["11"] = "000042" };
        foreach ((int field, string text) in sent)
            fields[$"127.{field}"] = text;
        JsonArray answers = NodePeer.Ask(
            "iso8583.mjs",
            [
                new JsonObject { ["verb"] = "read", ["hex"] = "0000" + Convert.ToHexString(target[..byteCount]) },
                new JsonObject { ["verb"] = "write", ["fields"] = fields },
            ]);
        foreach ((int field, string text) in sent)
            Assert.Equal(text, answers[0]!["fields"]![$"127.{field}"]!.GetValue<string>());
        Assert.Equal(
            Convert.ToHexString(target[..byteCount]),
            answers[1]!["hex"]!.GetValue<string>()[4..].ToUpperInvariant());
    }

    [Fact]
    public void Node_tlv_reads_the_objects_that_we_write()
    {
        (uint Tag, string Value)[] objects =
        [
            (0x9F26, "7263B420E91503AF"), (0x9F36, "0001"), (0x82, "1980"), (0x9F10, new string('A', 510)),
            (0xDF8101, "00"), (0x5F2A, "0840"),
        ];
        ArrayBufferWriter<byte> bytes = new();
        BerTlvWriter writer = new(bytes);
        foreach ((uint tag, string value) in objects)
            writer.Write(new BerTag(tag), Hex.Read(value));
        JsonArray requests = [new JsonObject { ["verb"] = "read", ["hex"] = Convert.ToHexString(bytes.WrittenSpan) }];
        JsonArray read = NodePeer.Ask("tlv.mjs", requests)[0]!["objects"]!.AsArray();
        Assert.Equal(
            objects.Select(o => (new BerTag(o.Tag).ToString(), o.Value)),
            read.Select(o => (o!["tag"]!.GetValue<string>(), o["value"]!.GetValue<string>())));
    }

    [Fact]
    public void We_read_the_objects_that_node_tlv_writes()
    {
        (string Tag, string Value)[] objects =
            [("9F26", "7263B420E91503AF"), ("9F10", new string('B', 300)), ("95", "8000048000")];
        JsonArray list = [.. objects.Select(o => new JsonObject { ["tag"] = o.Tag, ["value"] = o.Value })];
        JsonArray requests = [new JsonObject { ["verb"] = "write", ["objects"] = list }];
        byte[] bytes = Hex.Read(NodePeer.Ask("tlv.mjs", requests)[0]!["hex"]!.GetValue<string>());

        BerTlvReader reader = new(bytes);
        List<(string, string)> read = [];
        while (reader.TryReadNext(out BerTag tag, out ReadOnlySpan<byte> value, out _, out _))
            read.Add((tag.ToString(), Convert.ToHexString(value)));
        Assert.True(reader.AtEnd);
        Assert.Equal(objects, read);
    }

    private static string? TextOf(JsonObject fields, int field)
    {
        string? text = fields[field.ToString(CultureInfo.InvariantCulture)]?.GetValue<string>();
        return Dialect.Ascii1987Binary[field]!.Content == FieldContent.Binary ? text?.ToUpperInvariant() : text;
    }

    private static List<(int Field, string Text)[]> Samples()
    {
        List<(int, string)[]> samples = [];
        GenMessage.Any.Sample(
            sample =>
            {
                if (sample.Dialect == Dialect.Ascii1987Binary && samples.Count < 40)
                    samples.Add([.. sample.Values.Where(v => !OtherLayout.Contains(v.Field))]);
            },
            iter: 150,
            threads: 1);
        return samples;
    }
}
