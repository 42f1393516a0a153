using System.Text.Json;
using Tessera.Emv.Apdu;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Transcripts;

/// <summary>A dialogue of some terminal with some card, and what the terminal said of itself in it.</summary>
internal sealed class Transcript
{
    private Transcript((CommandApdu Command, ResponseApdu Response)[] steps) => Steps = steps;

    public IReadOnlyList<(CommandApdu Command, ResponseApdu Response)> Steps { get; }

    /// <summary>The terminal's objects in its first lists; a list that the card showed says where they stand.</summary>
    public DataObjects Terminal { get; } = new();

    /// <summary>The objects of the second GENERATE AC.</summary>
    public DataObjects Second { get; } = new();

    /// <summary>Everything that the card showed.</summary>
    public DataObjects Card { get; } = new();

    public ReadOnlyMemory<byte> Name { get; private set; }

    public IReadOnlyList<CommandApdu> Cryptograms =>
        [.. Steps.Where(step => step.Command.Header.Instruction == 0xAE).Select(step => step.Command)];

    public static Transcript Read(JsonElement steps)
    {
        var transcript = new Transcript([.. steps.EnumerateArray().Select(step =>
        {
            CommandApdu.TryRead(Bytes(step, "command"), out var command, out _);
            ResponseApdu.TryRead(Bytes(step, "response"), out var response, out _);
            return (command, response);
        })]);
        transcript.TakeObjects();
        return transcript;
    }

    public bool Has(byte instruction) => Steps.Any(step => step.Command.Header.Instruction == instruction);

    public static bool IsDirectory(CommandApdu command) => command.Header.Instruction == 0xA4
        && command.Data.Span.EndsWith("PAY.SYS.DDF01"u8);

    private static byte[] Bytes(JsonElement step, string key) => Hex.Read(step.GetProperty(key).GetString() ?? "");

    private void TakeObjects()
    {
        var cryptograms = 0;
        foreach (var (command, response) in Steps)
        {
            switch (command.Header.Instruction)
            {
                case 0xA4 when !IsDirectory(command):
                    Name = command.Data;
                    break;
                case 0xA8 when command.Data.Length >= 2:
                    TakeOptions(command.Data);
                    break;
                case 0xAE:
                    var isFirst = ++cryptograms == 1;
                    Unfill(isFirst ? EmvTags.Cdol1 : EmvTags.Cdol2, command.Data.Span, isFirst ? Terminal : Second);
                    break;
            }

            if (BerTlv.TryReadTree(response.Data, out var nodes, out _) && !IsDirectory(command))
            {
                TakeCard(nodes);
            }
        }
    }

    private void TakeOptions(ReadOnlyMemory<byte> data)
    {
        if (BerTlv.TryReadTree(data, out var nodes, out _) && nodes.Count == 1)
        {
            Unfill(EmvTags.Pdol, nodes[0].Value.Span, Terminal);
        }
    }

    private void Unfill(BerTag tag, ReadOnlySpan<byte> filled, DataObjects target)
    {
        if (Card.TryGet(tag, out var encoded) && DataObjectList.TryRead(encoded.Span, out var list, out _))
        {
            list.TryUnfill(filled, target);
        }
    }

    private void TakeCard(IEnumerable<BerTlvNode> nodes)
    {
        foreach (var node in nodes)
        {
            if (node.Tag.IsConstructed)
            {
                TakeCard(node.Children);
            }
            else
            {
                Card.TryAdd(node.Tag, node.Value.Span);
            }
        }
    }
}
