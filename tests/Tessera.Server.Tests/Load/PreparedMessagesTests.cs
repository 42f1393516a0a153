using Tessera.Cli.Load.Wire;

namespace Tessera.Server.Tests.Load;

public sealed class PreparedMessagesTests
{
    [Fact]
    public void Messages_that_lie_together_are_taken_together_and_none_is_lost_at_the_end_of_a_block()
    {
        var messages = new PreparedMessages();
        var whole = new List<byte>();
        for (var i = 0; i < 3_000; i++)
        {
            var message = new byte[1_000 + (i % 7_000)];
            Array.Fill(message, (byte)(i % 251));
            messages.Add(message);
            whole.AddRange(message);
        }

        var taken = new List<byte>();
        var runs = 0;
        for (var first = 0; first < messages.Count; runs++)
        {
            taken.AddRange(messages.Run(first, 100, out var count));
            Assert.InRange(count, 1, 100);
            first += count;
        }

        Assert.True(runs > messages.Count / 100);
        Assert.Equal(whole, taken);
    }
}
