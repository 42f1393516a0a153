using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKernel;

/// <summary>Names the data object that a byte of an exchange belongs to.</summary>
internal static class WirePlaces
{
    private const string OptionsList = "9F66049F02069F03069F1A0295055F2A029A039C019F3704";
    private const string CryptogramList = "9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F3403";

    public static string InCommand(ReadOnlySpan<byte> command, int index)
    {
        if (index < 4)
        {
            return "header";
        }

        if (index == command.Length - 1)
        {
            return "Le";
        }

        if (index == 4)
        {
            return "Lc";
        }

        return command[1] switch
        {
            0xA8 when index >= 7 => InList(OptionsList, index - 7),
            0xAE => InList(CryptogramList, index - 5),
            _ => "data",
        };
    }

    public static string InAnswer(ReadOnlyMemory<byte> answer, int index)
    {
        if (index >= answer.Length - 2)
        {
            return "status";
        }

        Assert.True(BerTlv.TryReadTree(answer[..^2], out var nodes, out _));
        return Find(nodes, index);
    }

    private static string Find(IReadOnlyList<BerTlvNode> nodes, int index)
    {
        foreach (var node in nodes)
        {
            if (index < node.OffsetBytes)
            {
                return "frame of " + node.Tag;
            }

            if (index < node.OffsetBytes + node.Value.Length)
            {
                return node.Tag.IsConstructed ? Find(node.Children, index) : node.Tag.ToString();
            }
        }

        return "end";
    }

    private static string InList(string encoded, int index)
    {
        Assert.True(DataObjectList.TryRead(Hex.Read(encoded), out var list, out _));
        var end = 0;
        foreach (var entry in list.Entries)
        {
            end += entry.LengthBytes;
            if (index < end)
            {
                return entry.Tag.ToString();
            }
        }

        return "data";
    }
}
