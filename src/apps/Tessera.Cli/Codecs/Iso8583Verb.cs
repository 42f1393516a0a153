using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary><c>tessera iso8583</c>: whole messages, read and written in a named dialect.</summary>
internal static class Iso8583Verb
{
    public static Command Create() => new("iso8583", "ISO 8583 messages to JSON and back.") { Decode(), Encode() };

    private static Command Decode()
    {
        var input = CodecVerb.Input();
        var dialect = DialectOption();
        var reveal = CodecVerb.Reveal();
        var verb = new Command("decode", Usage.Text(
            "Prints type, bitmap and elements of one message without its frame; DE55 as a tree of data objects.",
            CodecVerb.ExitCodes,
            "tessera iso8583 decode message.bin --dialect 1987-bcd-binary"))
        {
            input,
            dialect,
            reveal,
        };
        verb.SetAction(result => Decode(
            result.GetValue(input)!,
            FindDialect(result.GetValue(dialect)!),
            result.GetValue(reveal)));
        return verb;
    }

    private static Command Encode()
    {
        var input = CodecVerb.Input("JSON, or a file of it, or - for standard input.");
        var dialect = DialectOption();
        var verb = new Command("encode", Usage.Text(
            "Encodes {mti, fields}; fields is an object from element number to text, binary elements in hex.",
            CodecVerb.ExitCodes,
            "tessera iso8583 encode '{\"mti\":\"0800\",\"fields\":{\"11\":\"000001\",\"70\":\"301\"}}'"))
        {
            input,
            dialect,
        };
        verb.SetAction(result => CodecVerb.Encode(
            result.GetValue(input)!,
            root => MessageJson.Encode(root, FindDialect(result.GetValue(dialect)!))));
        return verb;
    }

    private static int Decode(string input, Dialect dialect, bool isRevealed)
    {
        if (!CodecInput.TryReadBytes(input, out var bytes, out var error))
        {
            return CodecVerb.Print(new JsonObject { ["error"] = TlvJson.Write(error) }, error.ToString());
        }

        IsoMessage.TryRead(bytes, dialect, out var message, out error);
        var answer = MessageJson.Write(message, isRevealed, ref error);
        answer["dialect"] = dialect.Name;
        if (TlvJson.Write(error) is not { } refusal)
        {
            return CodecVerb.Print(answer, error: null);
        }

        answer["error"] = refusal;
        return CodecVerb.Print(answer, error.ToString());
    }

    private static Option<string> DialectOption()
    {
        var option = new Option<string>("--dialect")
        {
            Description = "How the message lies on the wire.",
            DefaultValueFactory = _ => Dialect.Ascii1987Hex.Name,
        };
        return option.AcceptOnlyFromAmong([.. Dialect.All.Select(dialect => dialect.Name)]);
    }

    private static Dialect FindDialect(string name)
    {
        Invariant.Check(Dialect.TryFind(name, out var dialect), "the command line accepts known dialects only");
        return dialect;
    }
}
