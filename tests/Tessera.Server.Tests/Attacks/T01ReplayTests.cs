using Microsoft.Extensions.DependencyInjection;
using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Attacks;

/// <summary>
/// T1: whoever records authorisations sends them again: as they were, at another terminal, for another amount, after
/// the server was restarted. Goal: none is approved and no money moves. Method: 100,000 messages through the door that
/// all ways in share, with real cryptograms and a real journal.
/// </summary>
public sealed class T01ReplayTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const int Replays = 100_000;
    private const int InFlight = 256;
    private const int Recorded = 16;

    private static readonly Id<IdKinds.Terminal>[] Tills = [DemoIds.CoffeeTill, DemoIds.BooksTill];

    [Fact]
    public async Task None_of_100000_replays_is_approved()
    {
        using var phone = await server.NewPhoneAsync(limit: 100_000_000);
        var taps = new List<TapMessage>();
        for (var tap = 1; tap <= Recorded; tap++)
        {
            var number = Pan.TryRead(phone.TokenNumber, out var pan, out _) ? pan : default;
            taps.Add(Message(Convert.FromHexString(phone.Tap(tap * 100, DemoServer.Today)), number, tap * 100));
            Assert.True((await DecideAsync(taps[^1], seed: 0, DemoIds.CoffeeTill, tap * 100)).IsApproved);
        }

        var before = await StateAsync(phone.Token);
        await ReplayAsync(taps, 1, Replays / 2);
        await server.RestartAsync();
        await ReplayAsync(taps, Replays / 2, Replays);
        Assert.Equal(before, await StateAsync(phone.Token));
        Assert.Null((await server.Coffee.Payments.AuthoriseAsync(
            phone.Pay(DemoIds.CoffeeTill.ToString(), 100, phone.Tap(100, DemoServer.Today)))).DeclineCode);
    }

    private static TapMessage Message(byte[] emv, Pan number, long amount) => new()
    {
        Terminal = null,
        Amount = new Money(amount, Currency.Usd),
        Number = number,
        SequenceNumber = 1,
        Emv = emv,
        TraceNumber = 1,
        RetrievalReference = "000000000001",
        TraceKey = default,
        Payment = default,
        Key = default,
    };

    private Task ReplayAsync(List<TapMessage> taps, int from, int to) => Parallel.ForAsync(
        from, to, new ParallelOptions { MaxDegreeOfParallelism = InFlight },
        async (seed, _) =>
        {
            var tap = taps[seed % taps.Count];
            var amount = seed % 3 == 0 ? tap.Amount.Minor + seed : tap.Amount.Minor;
            var decision = await DecideAsync(tap, seed, Tills[seed % 2], amount);
            Assert.False(decision.IsApproved);
            Assert.Equal((ushort)PaymentRefusal.CounterUsed, decision.RefusalNumber);
        });

    private async ValueTask<Reply.PaymentDecided> DecideAsync(
        TapMessage tap, int seed, Id<IdKinds.Terminal> till, long amount)
    {
        var world = server.Host.World;
        var id = ((UInt128)tap.Emv.Span[^1] << 100) | ((UInt128)(uint)seed << 32) | (uint)tap.Amount.Minor;
        var result = await server.Host.Services.GetRequiredService<TapAuthoriser>().DecideAsync(tap with
        {
            Terminal = world.Directory.Current.Terminals[till.Value],
            Amount = new Money(amount, Currency.Usd),
            TraceKey = id | ((UInt128)1 << 120),
            Payment = new Id<IdKinds.Payment>(id | ((UInt128)1 << 121)),
            Key = new CommandKey(id | ((UInt128)1 << 122), id),
        });
        return result.Answer!.Decision;
    }

    private ValueTask<(long Approved, long Available, int Highest)> StateAsync(string token) =>
        server.Host.World.Shard.QueryAsync(state =>
        {
            Assert.True(Id<IdKinds.Token>.TryParse(token, out var id));
            Assert.True(state.Tokens.TryFind(id, out var row));
            ref readonly var found = ref state.Tokens[row];
            return (
                state.Payments.AuthorisedCount, state.Ledger.AvailableMinor(state.Tokens.AccountOf(row)),
                (int)found.AtcHighest);
        });
}
