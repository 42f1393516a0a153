using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Emv.InApp;
using Tessera.Journal.Shards;
using Tessera.Primitives;
using Tessera.Server.Acceptance;
using Tessera.Server.Demo;
using Tessera.Server.Http;
using Tessera.Server.World;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>Payments in an app: the phone's cryptogram for an order, brought by the shop's server, which asks under one
/// key until it is told what became of it.</summary>
internal sealed class AppShopping(
    SimWorld world, TillPlace place, IReadOnlyList<SimPhone> phones, Shopping shop)
{
    private const int MostTries = 200;
    private static readonly Timestamp Epoch = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);

    private readonly SimRandom random = world.Random.Fork();

    public async Task RunAsync()
    {
        for (var number = 1; number <= world.Plan.Sales / 3; number++)
        {
            await world.DelayAsync(random.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)));
            await PayAsync(number);
        }
    }

    private async Task PayAsync(int number)
    {
        var phone = random.Pick(phones);
        var amount = new Money(random.Between(100, 9_000), Currency.Usd);
        var order = new InAppOrder(place.Merchant.ToString(), $"order {number}", amount);
        var made = phone.Pay(order, world.TillClock.GetUtcNow());
        var id = SimIds.Number($"in app {number}");
        var tap = Tap(phone, order, made, new CommandKey(id, id));
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var answer = await world.CallAsync(world.Network, async life => new Answered(
                await life.Taps.DecideAsync(tap with
                {
                    Terminal = life.World.Directory.Current.Terminals[DemoIds.CoffeeTill.Value],
                })));
            if (answer?.Result is { Answer.Decision: var decision })
            {
                Claim(tap, decision);
                if (decision.IsApproved)
                {
                    shop.Add(new MadeSale(place, phone, tap.Payment, amount.Minor, []));
                }

                return;
            }

            if (answer?.Result.Outcome.Kind == OutcomeKind.Rejected)
            {
                return;
            }

            await world.DelayAsync(random.Between(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(4)));
        }
    }

    private static TapMessage Tap(SimPhone phone, InAppOrder order, InAppCryptogram made, CommandKey key) => new()
    {
        Terminal = null,
        EntryMode = EntryMode.InApp,
        MadeAt = Epoch.Plus(TimeSpan.FromSeconds(made.UnixSeconds)),
        Amount = order.Amount,
        Number = phone.Keys.Number,
        SequenceNumber = 1,
        Emv = made.ToField55(order),
        TraceNumber = 1 + (int)(DerivedId.Number(key.Id, "trace") % 999_999),
        RetrievalReference = DerivedId.Text(key.Id, "rrn", 12),
        TraceKey = DerivedId.Number(key.Id, "trace key"),
        Payment = DerivedId.Of<IdKinds.Payment>(key.Id),
        Key = key,
    };

    private void Claim(TapMessage tap, Reply.PaymentDecided decision) => world.Record.Add(new ClientClaim
    {
        Node = world.Network.Name,
        Kind = "authorise",
        Key = $"APP {tap.RetrievalReference}",
        Outcome = decision.IsApproved ? "approved" : "declined",
        AmountMinor = tap.Amount.Minor,
        AnswerHash = ClientRecord.HashOf(MemoryPack.MemoryPackSerializer.Serialize<Reply>(decision)),
        Approval = decision.ApprovalCode,
    });

    private sealed record Answered(TapResult Result);
}
