using CsCheck;
using Tessera.Core.Partners;

namespace Tessera.Core.Tests.Partners;

// The network's shard and an outside issuer's with a link between them that loses requests, loses answers and delivers
// late. Whatever happened, once every message has been answered both sides hold the same.
public sealed class LossyLinkPropertyTests
{
    private const int Holders = 2;

    private static readonly Gen<(int Action, int Fate, int Pick, long Amount)[]> Moves =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 1_000], Gen.Long[1, 4_000]).Array[1, 40];

    [Fact]
    public void After_every_message_is_answered_both_sides_hold_the_same() =>
        Moves.Sample(moves => new Run().Play(moves), iter: 500, threads: 1);

    private sealed class Run
    {
        private readonly World network = World.Seeded();
        private readonly BankHost bank = new();
        private readonly Cardholder[] holders;
        private readonly List<(PaymentCommand.Authorise Tap, Cardholder Holder)> taps = [];
        private readonly List<PaymentCommand.Authorise> delayed = [];

        public Run()
        {
            network.Must(new DirectoryCommand.SetPaymentPolicy(
                PaymentPolicy.Default with
                {
                    StandInLimitMinor = 2_000, StandInDailyMinor = 6_000, StandInDailyCount = 5,
                },
                "test"));
            holders =
            [
                .. Enumerable.Range(1, Holders).Select(i =>
                    Cardholder.WithToken(network, (ulong)i, issuer: World.OutsideIssuer)),
            ];
            foreach (var holder in holders)
            {
                bank.OpenCard((ulong)holder.PanReference.Value, 20_000);
            }
        }

        public void Play((int Action, int Fate, int Pick, long Amount)[] moves)
        {
            foreach (var (action, fate, pick, amount) in moves)
            {
                Move(action, fate, pick, amount);
            }

            foreach (var late in delayed)
            {
                bank.World.Send(late);
            }

            Pump(fate: 0, int.MaxValue);
            Compare();
            network.CheckFold();
            bank.World.CheckFold();
        }

        private void Move(int action, int fate, int pick, long amount)
        {
            switch (action)
            {
                case <= 4:
                    Pay(holders[pick % Holders], amount, fate);
                    break;
                case 5 when taps.Count > 0:
                    network.Must(new PaymentCommand.Reverse(taps[pick % taps.Count].Tap.TraceKey, World.Acquirer));
                    break;
                case 6 when taps.Count > 0:
                    network.Send(new PaymentCommand.Void(taps[pick % taps.Count].Tap.Payment, World.Shop));
                    break;
                case 7 when delayed.Count > 0:
                    bank.World.Send(delayed[pick % delayed.Count]);
                    break;
                case 8:
                    network.Restart();
                    bank.World.Restart();
                    break;
                default:
                    Pump(fate, 1 + (pick % 3));
                    break;
            }
        }

        private void Pay(Cardholder holder, long amount, int fate)
        {
            var tap = holder.NextTap(amount);
            Assert.True(holder.Pay(tap).IsPending);
            taps.Add((tap, holder));
            network.Must(new PaymentCommand.Conclude(tap.Payment, Ask(holder, tap, fate)));
        }

        // 0 and 1: answered; 2: the answer is lost; 3: the request comes late or never; 4: it does not leave.
        private FundingAnswer Ask(Cardholder holder, PaymentCommand.Authorise tap, int fate)
        {
            var request = bank.Request((ulong)holder.PanReference.Value, tap.TraceKey, tap.AmountMinor);
            switch (fate)
            {
                case 3:
                    delayed.Add(request);
                    return FundingAnswer.Unknown;
                case 4:
                    return FundingAnswer.NotSent;
            }

            var reply = bank.Pay(request);
            var answer = reply.IsApproved
                ? FundingAnswer.Approved(reply.ApprovalCode)
                : FundingAnswer.Declined(RefusalTable.Of(Refusal.FromNumber(reply.RefusalNumber)).De39);
            return fate == 2 ? FundingAnswer.Unknown : answer;
        }

        // Works the queue off in order; a message without an answer stays and is sent again.
        private void Pump(int fate, int count)
        {
            foreach (var message in network.State.Partners.WaitingFor(World.OutsideIssuer).Take(count).ToArray())
            {
                if (fate >= 3)
                {
                    return;
                }

                Deliver(message);
                if (fate == 2)
                {
                    return;
                }

                network.Must(new PartnerCommand.Acknowledge(World.OutsideIssuer, message.Sequence, "00"));
            }
        }

        private void Deliver(PartnerMessage message)
        {
            var payment = message.Payment;
            if (message.Kind == PartnerMessageKind.Reversal)
            {
                bank.World.Must(new PaymentCommand.Reverse(payment.TraceKey, BankHost.Network));
                return;
            }

            Assert.Equal(PartnerMessageKind.Advice, message.Kind);
            var advice = bank.Request((ulong)payment.Pan.Value, payment.TraceKey, message.AmountMinor);
            bank.World.Must(advice with { AdvisedCode = payment.FundingLeg.Reference });
        }

        private void Compare()
        {
            foreach (var (tap, _) in taps)
            {
                var here = network.State.Payments.Find(tap.Payment)!;
                var there = bank.World.State.Payments.FindByTrace(tap.TraceKey);
                Assert.Equal(here.HeldMinor, there?.HeldMinor ?? 0);
            }

            foreach (var holder in holders)
            {
                var held = taps.Where(tap => tap.Holder == holder)
                    .Sum(tap => network.State.Payments.Find(tap.Tap.Payment)!.HeldMinor);
                Assert.Equal(20_000 - held, bank.AvailableMinor((ulong)holder.PanReference.Value));
            }
        }
    }
}
