using Tessera.Terminal.Readers;

namespace Tessera.Server.Tests.Readers;

public sealed class ByteProtocolTests
{
    private static readonly byte[] Select = Convert.FromHexString("00A4040007A000000003101000");

    private readonly List<string> _sent = [];
    private readonly Queue<string> _answers = new();

    [Theory]
    [InlineData("6F009000", new[] { "6F009000" }, new string[0])]
    [InlineData("6A82", new[] { "6A82" }, new string[0])]
    [InlineData("6F029000", new[] { "6104", "6F029000" }, new[] { "00C0000004" })]
    [InlineData("AABBCC9000", new[] { "AA6101", "BB6101", "CC9000" }, new[] { "00C0000001", "00C0000001" })]
    [InlineData("6F019000", new[] { "6C03", "6F019000" }, new[] { "00A4040007A000000003101003" })]
    [InlineData("", new[] { "" }, new string[0])]
    [InlineData("", new[] { "6104", "" }, new[] { "00C0000004" })]
    [InlineData("90", new[] { "90" }, new string[0])]
    public void The_answer_is_fetched_and_put_together(string expected, string[] answers, string[] afterwards)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        Assert.Equal(expected, Convert.ToHexString(ByteProtocol.Exchange(Card, Select).Span));
        Assert.Equal([Convert.ToHexString(Select), .. afterwards], _sent);
    }

    [Theory]
    [InlineData("6101")]
    [InlineData("6C01")]
    public void A_card_that_never_ends_is_not_asked_for_ever(string answer)
    {
        for (var i = 0; i < 1_000; i++)
        {
            _answers.Enqueue(answer);
        }

        ByteProtocol.Exchange(Card, Select);
        Assert.InRange(_sent.Count, 1, 40);
    }

    private ReadOnlyMemory<byte> Card(ReadOnlyMemory<byte> command)
    {
        _sent.Add(Convert.ToHexString(command.Span));
        return Convert.FromHexString(_answers.Dequeue());
    }
}
