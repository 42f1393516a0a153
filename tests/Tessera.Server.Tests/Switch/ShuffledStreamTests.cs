using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Partners;

namespace Tessera.Server.Tests.Switch;

// Goal: a stream of requests, reversals and presentments that arrives shuffled, twice and late over several links ends
// as it does in order. Two phones play the same script; the seed of a failure stands in its name.
public sealed class ShuffledStreamTests : IAsyncLifetime
{
    private const int Taps = 24;
    private const int Links = 3;

    private readonly DemoServer server = new();
    private OutsideAcquirer acquirer = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        acquirer = new OutsideAcquirer(server);
        await acquirer.RegisterAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_shuffled_stream_ends_in_the_in_order_result(int seed)
    {
        using TestPhone inOrder = await server.NewPhoneAsync(10_000_000);
        using TestPhone shuffled = await server.NewPhoneAsync(10_000_000);
        List<(DemoTap Tap, List<byte[]> Messages)> first = Script(inOrder, new Random(seed));
        List<(DemoTap Tap, List<byte[]> Messages)> second = Script(shuffled, new Random(seed));
        await SendAsync([.. first.SelectMany(step => step.Messages)], links: 1);

        Random chance = new(seed);
        List<byte[]> messages = [.. second.SelectMany(step => step.Messages)];
        messages.AddRange([.. messages.Where(_ => chance.Next(3) == 0)]);
        byte[][] stream = [.. messages];
        chance.Shuffle(stream);
        await SendAsync(stream, Links);

        Assert.Equal(await AmountsAsync(first), await AmountsAsync(second));
        Assert.Equal(await FundsAsync(inOrder), await FundsAsync(shuffled));
    }

    // Only authorised, reversed, presented, presented in part, presented in two parts.
    private static List<(DemoTap, List<byte[]>)> Script(TestPhone phone, Random chance)
    {
        List<(DemoTap, List<byte[]>)> script = [];
        for (int i = 0; i < Taps; i++)
        {
            long amount = chance.Next(100, 5_000);
            int kind = chance.Next(5);
            DemoTap tap = OutsideAcquirer.Tap(phone, amount);
            script.Add((tap, kind switch
            {
                0 => [tap.Write()],
                1 => [tap.Write(), OutsideAcquirer.Reversal(tap)],
                2 => [tap.Write(), OutsideAcquirer.Presentment(tap, amount, isFinal: true)],
                3 => [tap.Write(), OutsideAcquirer.Presentment(tap, amount / 2, isFinal: true)],
                _ =>
                [
                    tap.Write(), OutsideAcquirer.Presentment(tap, amount / 3, isFinal: false),
                    OutsideAcquirer.Presentment(tap, amount / 3, isFinal: true),
                ],
            }));
        }

        return script;
    }

    private async Task SendAsync(byte[][] stream, int links)
    {
        List<SwitchPeer> peers = [];
        for (int i = 0; i < links; i++)
            peers.Add(await acquirer.ConnectAsync());
        await Task.WhenAll(peers.Select((peer, i) => SendAsync(
            peer, [.. stream.Where((_, at) => at % links == i)], isInTurn: links == 1)));
        foreach (SwitchPeer peer in peers)
            await peer.DisposeAsync();
    }

    private static async Task SendAsync(SwitchPeer peer, byte[][] messages, bool isInTurn)
    {
        if (isInTurn)
        {
            foreach (byte[] message in messages)
                Assert.NotEmpty(await peer.AskAsync(message));
            return;
        }

        await peer.SendAsync([.. messages.Select(message => (ReadOnlyMemory<byte>)message)]);
        for (int i = 0; i < messages.Length; i++)
            Assert.NotEmpty(await peer.ReceiveAsync());
    }

    private async Task<List<(long Held, long Captured)>> AmountsAsync(List<(DemoTap Tap, List<byte[]>)> script)
    {
        List<(long, long)> amounts = [];
        foreach ((DemoTap tap, _) in script)
        {
            var payment = await acquirer.FindAsync(tap);
            amounts.Add((payment?.HeldMinor ?? 0, payment?.CapturedMinor ?? 0));
        }

        return amounts;
    }

    private async Task<(long Available, long Balance)> FundsAsync(TestPhone phone) =>
        await server.Host.World.Shard.QueryAsync(state =>
        {
            Assert.True(Primitives.Id<Core.IdKinds.Token>.TryParse(phone.Token, out var token));
            Assert.True(state.Tokens.TryFind(token, out int row));
            var account = state.Tokens.AccountOf(row);
            return (state.Ledger.AvailableMinor(account), state.Ledger.Read(account).BalanceMinor);
        });
}
