using System.CommandLine;
using System.Text.Json.Nodes;
using Tessera.Primitives;

namespace Tessera.Cli.Codecs;

/// <summary><c>tessera emv</c>: BER-TLV of cards and terminals, read and written.</summary>
internal static class EmvVerb
{
    public static Command Create() => new("emv", "EMV data objects (BER-TLV) to JSON and back.") { Decode(), Encode() };

    private static Command Decode()
    {
        var input = CodecVerb.Input();
        var reveal = CodecVerb.Reveal();
        var verb = new Command("decode", Usage.Text(
            "Prints the tree of data objects, with the names of EMV Book 3; status bytes behind them are told apart.",
            CodecVerb.ExitCodes,
            "tessera emv decode 9F02060000000010009C0100",
            "tessera emv decode answer.bin --reveal"))
        {
            input,
            reveal,
        };
        verb.SetAction(result => Decode(result.GetValue(input)!, result.GetValue(reveal)));
        return verb;
    }

    private static Command Encode()
    {
        var input = CodecVerb.Input("JSON, or a file of it, or - for standard input.");
        var verb = new Command("encode", Usage.Text(
            "Encodes an object of tags, or the list that decode prints, with lengths of the fewest bytes.",
            CodecVerb.ExitCodes,
            "tessera emv encode '{\"E0\":{\"9F00\":\"FF\"},\"9C\":\"00\"}'"))
        {
            input,
        };
        verb.SetAction(result => CodecVerb.Encode(result.GetValue(input)!, ReadRoot));
        return verb;
    }

    private static byte[] ReadRoot(JsonNode? root) => TlvJson.Encode((root as JsonObject)?["objects"] ?? root);

    private static int Decode(string input, bool isRevealed)
    {
        if (!CodecInput.TryReadBytes(input, out var bytes, out var error))
        {
            return CodecVerb.Print(new JsonObject { ["error"] = TlvJson.Write(error) }, error.ToString());
        }

        CardAnswer.TrySplit(bytes, out var body, out var status);
        BerTlv.TryReadTree(body, out var nodes, out error);
        var answer = new JsonObject { ["objects"] = TlvJson.Write(nodes, isRevealed), ["status"] = status };
        if (TlvJson.Write(error) is not { } refusal)
        {
            return CodecVerb.Print(answer, error: null);
        }

        answer["error"] = refusal;
        return CodecVerb.Print(answer, error.ToString());
    }
}
