using System.CommandLine;
using System.Text.Json.Nodes;
using Tessera.Cli;

namespace Tessera.Protocols.Tests.Codecs;

/// <summary>The codec verbs as a user runs them: arguments in, exit code and JSON out.</summary>
[Collection(nameof(ConsoleUse))]
public sealed class CodecVerbTests
{
    private const string Message0100 = """
        {"mti":"0100","fields":{"2":"4242424242424242","3":"000000","4":"000000001234","7":"0101120000","11":"000001",
        "35":"4242424242424242=3012101","49":"840","55":{"5A":"4242424242424242","9C":"00"}}}
        """;

    [Fact]
    public void Data_objects_are_printed_as_a_tree_with_names()
    {
        var (code, json) = Run("emv", "decode", "E007 9F02 01 01 9C 01 00");

        Assert.Equal(0, code);
        var template = json["objects"]![0]!;
        Assert.Equal("E0", (string?)template["tag"]);
        Assert.Equal("Amount, Authorised (Numeric)", (string?)template["children"]![0]!["name"]);
        Assert.Equal("00", (string?)template["children"]![1]!["value"]);
        Assert.Null(json["status"]);
    }

    [Fact]
    public void Status_bytes_of_a_card_are_told_apart()
    {
        var (_, json) = Run("emv", "decode", "9C01009000");

        Assert.Equal("9000", (string?)json["status"]);
        Assert.Single(json["objects"]!.AsArray());
    }

    [Fact]
    public void Refused_bytes_keep_what_was_read_and_name_the_place()
    {
        var (code, json) = Run("emv", "decode", "9A00E0039C8101C001FF");

        Assert.Equal(1, code);
        Assert.Equal("9A", (string?)json["objects"]![0]!["tag"]);
        Assert.Equal("E0/9C", (string?)json["error"]!["path"]);
        Assert.Equal(7, (int?)json["error"]!["offset"]);
    }

    [Theory]
    [InlineData("5A084242424242424242", "424242******4242")]
    [InlineData("57114242424242424242D30121010000000000", "**********************************")]
    [InlineData("5F200A544553542F4341524400", "********************")]
    [InlineData("990824123456FFFFFFFF", "****************")]
    public void Card_data_is_hidden_unless_asked_for(string hex, string shown)
    {
        var (_, masked) = Run("emv", "decode", hex);
        var (_, revealed) = Run("emv", "decode", hex, "--reveal");

        Assert.Equal(shown, (string?)masked["objects"]![0]!["value"]);
        Assert.Null(masked["objects"]![0]!["text"]);
        Assert.Contains((string)revealed["objects"]![0]!["value"]!, hex, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"E0":{"9F00":"FF"},"9C":"FF"}""", "E0049F0001FF9C01FF")]
    [InlineData("""[{"tag":"E0","children":[{"tag":"9F00","value":"FF"}]}]""", "E0049F0001FF")]
    [InlineData("""{"objects":[{"tag":"9C","value":""}]}""", "9C00")]
    [InlineData("{}", "")]
    public void Tags_are_encoded(string input, string hex)
    {
        var (code, json) = Run("emv", "encode", input);

        Assert.Equal(0, code);
        Assert.Equal(hex, (string?)json["hex"]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("7")]
    [InlineData("""{"9F":"00"}""")]
    [InlineData("""{"9C":"0"}""")]
    [InlineData("""{"9C":{"9A":"00"}}""")]
    [InlineData("""[{"value":"00"}]""")]
    [InlineData("""[null]""")]
    public void Input_that_cannot_be_encoded_is_refused(string input)
    {
        var (code, json) = Run("emv", "encode", input);

        Assert.Equal(1, code);
        Assert.NotNull(json["error"]);
    }

    [Theory]
    [InlineData("1987-ascii-hex")]
    [InlineData("1987-ascii-binary")]
    [InlineData("1987-bcd-binary")]
    public void Message_survives_the_round_trip_with_card_data_hidden(string dialect)
    {
        var (encoded, message) = Run("iso8583", "encode", Message0100, "--dialect", dialect);
        var (decoded, json) = Run("iso8583", "decode", (string?)message["hex"] ?? "", "--dialect", dialect);
        var (_, revealed) = Run("iso8583", "decode", (string?)message["hex"] ?? "", "--dialect", dialect, "--reveal");

        Assert.Equal((0, 0), (encoded, decoded));
        Assert.Equal("0100", (string?)json["mti"]);
        Assert.Equal("000000001234", (string?)json["fields"]!["4"]!["value"]);
        Assert.DoesNotContain("4242424242424242", json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("424242******4242", (string?)json["fields"]!["2"]!["value"]);
        Assert.Equal("424242******4242", (string?)json["fields"]!["55"]!["objects"]![0]!["value"]);
        Assert.Equal("4242424242424242=3012101", (string?)revealed["fields"]!["35"]!["value"]);
        Assert.Equal((string?)message["hex"], Again(revealed, dialect));
    }

    [Fact]
    public void Cut_message_keeps_what_was_read_and_names_the_element()
    {
        var (_, message) = Run("iso8583", "encode", Message0100);
        var hex = (string)message["hex"]!;
        var (code, json) = Run("iso8583", "decode", hex[..^4]);

        Assert.Equal(1, code);
        Assert.Equal("DE55", (string?)json["error"]!["path"]);
        Assert.NotNull(json["fields"]!["49"]);
    }

    [Fact]
    public void File_of_bytes_and_file_of_hex_are_read_alike()
    {
        var folder = Directory.CreateTempSubdirectory("tessera-codec-");
        try
        {
            var (bytes, text) = (Path.Combine(folder.FullName, "a.bin"), Path.Combine(folder.FullName, "a.txt"));
            File.WriteAllBytes(bytes, [0x9C, 0x01, 0x05]);
            File.WriteAllText(text, "9C 01\n05\n");

            var (ofBytes, ofText) = (Run("emv", "decode", bytes).Json, Run("emv", "decode", text).Json);
            Assert.Equal(ofBytes.ToJsonString(), ofText.ToJsonString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Doctor_reports_every_check_and_finds_this_machine_fit()
    {
        var (code, json) = Run("doctor", "--json");

        Assert.Equal(0, code);
        Assert.Contains(json["checks"]!.AsArray(), check => (string?)check!["name"] == "SQLite");
        Assert.All(json["checks"]!.AsArray(), check => Assert.NotEqual("failed", (string?)check!["outcome"]));
    }

    [Fact]
    public void Every_verb_explains_itself_with_examples_and_exit_codes()
    {
        foreach (var verb in Verbs.Root().Subcommands.SelectMany(Leaves))
        {
            Assert.Contains("Exit codes:", verb.Description, StringComparison.Ordinal);
            Assert.Contains("Examples:", verb.Description, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<Command> Leaves(Command verb) =>
        verb.Subcommands.Count == 0 ? [verb] : verb.Subcommands.SelectMany(Leaves);

    private static string? Again(JsonObject message, string dialect) =>
        (string?)Run("iso8583", "encode", message.ToJsonString(), "--dialect", dialect).Json["hex"];

    private static (int Code, JsonObject Json) Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var text = new StringWriter();
        try
        {
            Console.SetOut(text);
            Console.SetError(TextWriter.Null);
            var code = Verbs.Root().Parse(arguments).Invoke();
            return (code, JsonNode.Parse(text.ToString())!.AsObject());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
