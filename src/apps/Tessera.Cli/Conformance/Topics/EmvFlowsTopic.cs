using System.Text.Json;
using Tessera.Cli.Conformance.Transcripts;
using Tessera.Emv.Apdu;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>
/// Dialogues with cards: every command and every answer of a transcript is read; and where the flow is one of ours, the
/// card is put before our kernel, which must say and conclude the same.
/// </summary>
internal sealed class EmvFlowsTopic : ShapedTopic, ITopic
{
    public EmvFlowsTopic()
        : base("emv-flows") => On("steps scheme?", "steps", RunDialogue);

    /// <summary>The flow that the kernel ran, or "card side only" and why.</summary>
    public string NoteOn(Vector vector)
    {
        KernelReplay.Run(Transcript.Read(vector.Inputs.GetProperty("steps")), out var note);
        return note;
    }

    private static string? RunDialogue(Vector vector)
    {
        var steps = vector.Inputs.GetProperty("steps").EnumerateArray().ToArray();
        var answers = vector.Expected.GetProperty("steps").EnumerateArray().ToArray();
        if (steps.Length != answers.Length)
        {
            return $"expected {answers.Length} steps, got {steps.Length}";
        }

        var lengths = new HashSet<int>();
        for (var index = 0; index < steps.Length; index++)
        {
            var failure = RunStep(steps[index], answers[index], lengths);
            if (failure is not null)
            {
                return $"step {index + 1}: {failure}";
            }
        }

        return KernelReplay.Run(Transcript.Read(vector.Inputs.GetProperty("steps")), out _);
    }

    private static string? RunStep(JsonElement step, JsonElement answer, HashSet<int> lengths)
    {
        if (!CommandApdu.TryRead(Bytes(step, "command"), out var command, out var error))
        {
            return "command " + error;
        }

        if (!ResponseApdu.TryRead(Bytes(step, "response"), out var response, out error))
        {
            return "response " + error;
        }

        if (!BerTlv.TryReadTree(response.Data, out var nodes, out error))
        {
            return "response " + error;
        }

        var failure = Compare("name", answer.GetProperty("name").GetString(), NameOf(command.Header.Instruction))
            ?? Compare("sw", answer.GetProperty("sw").GetString(), response.Status.ToString())
            ?? CompareFilledList(command, lengths)
            ?? CompareLevel(answer.GetProperty("tlv"), nodes);
        TakeLengths(nodes, lengths);
        return failure;
    }

    /// <summary>The data of GENERATE AC must be as long as one of the lists that the card has shown asks for.</summary>
    private static string? CompareFilledList(CommandApdu command, HashSet<int> lengths) =>
        command.Header.Instruction != 0xAE || lengths.Count == 0 || lengths.Contains(command.Data.Length)
            ? null
            : $"GENERATE AC: no list of the card asks for {command.Data.Length} bytes";

    private static void TakeLengths(IReadOnlyList<BerTlvNode> nodes, HashSet<int> lengths)
    {
        foreach (var node in nodes.SelectMany(parent => parent.Children))
        {
            if ((node.Tag == EmvTags.Cdol1 || node.Tag == EmvTags.Cdol2)
                && DataObjectList.TryRead(node.Value.Span, out var list, out _))
            {
                lengths.Add(list.TotalLengthBytes);
            }
        }
    }

    private static string NameOf(byte instruction) => instruction switch
    {
        0xA4 => "SELECT",
        0xA8 => "GET PROCESSING OPTIONS",
        0xB2 => "READ RECORD",
        0xAE => "GENERATE AC",
        0xCA => "GET DATA",
        0x2A => "COMPUTE CRYPTOGRAPHIC CHECKSUM",
        0x82 => "EXTERNAL AUTHENTICATE",
        0x84 => "GET CHALLENGE",
        0x88 => "INTERNAL AUTHENTICATE",
        0x20 => "VERIFY",
        0xC0 => "GET RESPONSE",
        0xEA => "EXCHANGE RELAY RESISTANCE DATA",
        _ => "UNKNOWN",
    };

    private static string? CompareLevel(JsonElement expected, IReadOnlyList<BerTlvNode> nodes)
    {
        if (expected.GetArrayLength() != nodes.Count)
        {
            return $"expected {expected.GetArrayLength()} data objects, got {nodes.Count}";
        }

        return expected.EnumerateArray()
            .Select((entry, index) => CompareNode(entry, nodes[index]))
            .FirstOrDefault(failure => failure is not null);
    }

    private static string? CompareNode(JsonElement expected, BerTlvNode node)
    {
        var failure = Compare("tag", expected.GetProperty("tag").GetString(), node.Tag.ToString());
        return failure ?? (expected.TryGetProperty("children", out var children)
            ? CompareLevel(children, node.Children)
            : Compare(node.Tag.ToString(), expected.GetProperty("value").GetString(), Hex.Write(node.Value.Span)));
    }

    private static byte[] Bytes(JsonElement step, string key) => Hex.Read(step.GetProperty(key).GetString() ?? "");
}
