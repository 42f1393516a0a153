using System.Buffers;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>A card that answers as a table of tags says; a test changes one entry and looks at the outcome.</summary>
internal sealed class ScriptedCard
{
    public const string Name = "F0544553534552410101";

    private readonly bool _isMChip;

    private ScriptedCard(bool isMChip) => _isMChip = isMChip;

    /// <summary>Objects of the answer to GET PROCESSING OPTIONS, in order.</summary>
    public Dictionary<string, string> Options { get; } = [];

    /// <summary>Objects of record 1 of file 1.</summary>
    public Dictionary<string, string> Record { get; } = [];

    /// <summary>Objects of the answer to GENERATE AC.</summary>
    public Dictionary<string, string> Cryptogram { get; } = [];

    /// <summary>Whole answers by instruction, which replace what the tables would give.</summary>
    public Dictionary<byte, string> Raw { get; } = [];

    /// <summary>Objects of each directory entry.</summary>
    public List<Dictionary<string, string>> Directory { get; } = [];

    public string? Pdol { get; set; }

    /// <summary>Names for which SELECT is refused.</summary>
    public HashSet<string> Refused { get; } = [];

    /// <summary>Commands received.</summary>
    public List<string> Commands { get; } = [];

    public static ScriptedCard Qvsdc()
    {
        var card = new ScriptedCard(isMChip: false)
        {
            Pdol = "9F66049F02069F03069F1A0295055F2A029A039C019F3704",
        };
        card.Directory.Add(new() { ["4F"] = Name, ["87"] = "01", ["9F2A"] = "03" });
        card.Options["82"] = "0000";
        card.Options["9F36"] = "0001";
        card.Options["9F26"] = "0102030405060708";
        card.Options["9F10"] = "06011203A00000";
        card.Options["57"] = "9999100000000016D30122010000000F";
        card.Options["5F34"] = "01";
        card.Options["9F27"] = "80";
        card.Options["9F6C"] = "0000";
        return card;
    }

    public static ScriptedCard MChip()
    {
        var card = new ScriptedCard(isMChip: true);
        card.Directory.Add(new() { ["4F"] = "F0544553534552410102", ["87"] = "01", ["9F2A"] = "02" });
        card.Options["82"] = "0280";
        card.Options["94"] = "08010100";
        card.Record["57"] = "9999100000000016D30122010000000F";
        card.Record["5F24"] = "301231";
        card.Record["5F34"] = "01";
        card.Record["8C"] = "9F02069F03069F1A0295055F2A029A039C019F37049F34039F3501";
        card.Cryptogram["9F27"] = "80";
        card.Cryptogram["9F36"] = "0001";
        card.Cryptogram["9F26"] = "0102030405060708";
        card.Cryptogram["9F10"] = "0114A00000000000000000000000000000FF";
        return card;
    }

    public ReadOnlyMemory<byte> Channel(ReadOnlyMemory<byte> command)
    {
        var text = Hex.Write(command.Span);
        Commands.Add(text);
        var instruction = command.Span[1];
        if (instruction == 0xA4 && text.Contains("325041592E", StringComparison.Ordinal))
        {
            return Raw.TryGetValue(0, out var directory) ? Hex.Read(directory) : Answer(DirectoryBytes());
        }

        if (Raw.TryGetValue(instruction, out var raw))
        {
            return Hex.Read(raw);
        }

        return instruction switch
        {
            0xA4 => Select(command.Span.Slice(5, command.Span[4])),
            0xA8 => Answer(Template("77", Options)),
            0xB2 when command.Span[2] == 1 && command.Span[3] == 0x0C => Answer(Template("70", Record)),
            0xB2 => Hex.Read("6A83"),
            0xAE when _isMChip => Answer(Template("77", Cryptogram)),
            _ => Hex.Read("6D00"),
        };
    }

    private static byte[] Answer(byte[] data) => [.. data, 0x90, 0x00];

    private static byte[] Template(string tag, Dictionary<string, string> objects)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new BerTlvWriter(buffer);
        writer.Begin(Tag(tag));
        foreach (var (name, value) in objects)
        {
            writer.Write(Tag(name), Hex.Read(value));
        }

        writer.End();
        return buffer.WrittenSpan.ToArray();
    }

    private static BerTag Tag(string text)
    {
        Assert.True(BerTag.TryRead(text, out var tag, out _));
        return tag;
    }

    private byte[] Select(ReadOnlySpan<byte> name)
    {
        var text = Hex.Write(name);
        if (Refused.Contains(text))
        {
            return Hex.Read("6A82");
        }

        var buffer = new ArrayBufferWriter<byte>();
        var writer = new BerTlvWriter(buffer);
        writer.Begin(Tag("6F"));
        writer.Write(Tag("84"), name);
        writer.Begin(Tag("A5"));
        if (Pdol is not null)
        {
            writer.Write(Tag("9F38"), Hex.Read(Pdol));
        }

        writer.End();
        writer.End();
        return Answer(buffer.WrittenSpan.ToArray());
    }

    private byte[] DirectoryBytes()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new BerTlvWriter(buffer);
        writer.Begin(Tag("6F"));
        writer.Begin(Tag("A5"));
        writer.Begin(Tag("BF0C"));
        foreach (var entry in Directory)
        {
            writer.Begin(Tag("61"));
            foreach (var (name, value) in entry)
            {
                writer.Write(Tag(name), Hex.Read(value));
            }

            writer.End();
        }

        writer.End();
        writer.End();
        writer.End();
        return buffer.WrittenSpan.ToArray();
    }
}
