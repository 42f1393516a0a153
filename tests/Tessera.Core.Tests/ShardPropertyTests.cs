using CsCheck;

namespace Tessera.Core.Tests;

// Random command sequences over a few cardholders with a plain model beside them. World checks the books after every
// event; here the model checks what the books cannot: one effect per counter value, approvals within what is
// available, refunds within captures, and that memory, snapshot and journal all tell the same.
public sealed class ShardPropertyTests
{
    private const int Holders = 3;

    private static readonly Gen<(int Action, int Holder, int Pick, long Amount)[]> Moves =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, Holders - 1], Gen.Int[0, 1_000], Gen.Long[1, 9_000]).Array[1, 60];

    [Fact]
    public void Random_commands_keep_every_invariant_and_fold_to_the_live_state() =>
        Moves.Sample(moves => new Run().Play(moves), iter: 600, threads: 1);

    private sealed class Run
    {
        private readonly World world = World.Seeded();
        private readonly Cardholder[] holders;
        private readonly List<(PaymentId Id, Cardholder Holder, UInt128 Trace)> approved = [];
        private readonly HashSet<(TokenId, ushort)> accepted = [];
        private readonly Dictionary<PaymentId, (long Captured, long Refunded)> model = [];
        private readonly List<(UInt128 Id, Command Command, Reply Reply)> answered = [];
        private ulong act;

        public Run() => holders =
        [
            .. Enumerable.Range(1, Holders).Select(i => Cardholder.WithToken(
                world, (ulong)i, 20_000, i == 1 ? CardAccountKind.Prepaid : CardAccountKind.Credit)),
        ];

        public void Play((int Action, int Holder, int Pick, long Amount)[] moves)
        {
            foreach (var (action, holder, pick, amount) in moves)
            {
                Move(action, holders[holder], pick, amount);
                Assert.All(holders, h => Assert.True(h.AvailableMinor >= 0));
                NoTokenOutlivesItsAccount();
            }

            world.CheckFold();
        }

        private void Move(int action, Cardholder holder, int pick, long amount)
        {
            switch (action)
            {
                case <= 3:
                    Tap(holder, holder.NextTap(amount, isVerified: pick % 2 == 0));
                    break;
                case 4:
                    holder.Atc = (ushort)Math.Max(1, holder.Atc - (pick % 5));
                    Tap(holder, holder.Tap(amount));
                    break;
                case 5:
                    Tap(holder, holder.NextTap(amount) with { Verdict = CryptogramVerdict.Invalid });
                    break;
                case 6 or 7:
                    OnPayment(pick, p => Capture(p, amount, pick % 3 == 0));
                    break;
                case 8:
                    OnPayment(pick, p => Refund(p, amount));
                    break;
                case 9:
                    OnPayment(pick, p => world.Send(new PaymentCommand.Void(p, World.Shop)));
                    break;
                case 10:
                    Reverse(pick);
                    break;
                case 11:
                    world.Pass(TimeSpan.FromHours(amount % 100));
                    world.Send(0, new MaintenanceCommand(50, pick % 4, TimeSpan.FromHours(1)));
                    break;
                case 12:
                    Settle(pick);
                    break;
                default:
                    Other(holder, pick);
                    break;
            }
        }

        private void Tap(Cardholder holder, PaymentCommand.Authorise tap)
        {
            var available = holder.AvailableMinor;
            var id = world.NewCommandId();
            var decision = world.Send(id, tap);
            var reply = Assert.IsType<Reply.PaymentDecided>(decision.Reply);
            answered.Add((id, tap, reply));
            if (!reply.IsApproved)
            {
                Assert.Equal(available, holder.AvailableMinor);
                return;
            }

            Assert.True(tap.AmountMinor <= available);
            Assert.True(accepted.Add((holder.Token, tap.Verdict.Atc)));
            approved.Add((tap.Payment, holder, tap.TraceKey));
            model.Add(tap.Payment, (0, 0));
        }

        private void Capture(PaymentId payment, long amount, bool isFinal)
        {
            var decision = world.Send(
                new PaymentCommand.Capture(payment, World.Shop, new CaptureId(++act), amount, isFinal));
            if (decision.Kind == DecisionKind.Decided)
            {
                var (captured, refunded) = model[payment];
                model[payment] = (captured + amount, refunded);
                var reply = Assert.IsType<Reply.PaymentChanged>(decision.Reply);
                Assert.Equal(captured + amount, reply.CapturedMinor);
                Assert.True(reply.CapturedMinor <= reply.AuthorisedMinor);
            }
        }

        private void Refund(PaymentId payment, long amount)
        {
            var (captured, refunded) = model[payment];
            var decision = world.Send(new PaymentCommand.Refund(payment, World.Shop, new RefundId(++act), amount));
            Assert.Equal(refunded + amount <= captured, decision.Kind == DecisionKind.Decided);
            if (decision.Kind == DecisionKind.Decided)
            {
                model[payment] = (captured, refunded + amount);
            }
        }

        private void Reverse(int pick)
        {
            if (approved.Count > 0)
            {
                world.Must(new PaymentCommand.Reverse(approved[pick % approved.Count].Trace, World.Acquirer));
            }
        }

        private void Settle(int pick)
        {
            var date = world.Now.Date.AddDays(-(pick % 3));
            world.Send(new SettlementCommand.CloseWindow(date));
            world.Send(new SettlementCommand.SettleWindow(date));
        }

        private void Other(Cardholder holder, int pick)
        {
            switch (pick % 7)
            {
                case 3 when pick % 5 == 0:
                    world.Send(new CardCommand.CloseAccount(holder.Account, "test"));
                    break;
                case 4 when pick % 5 == 0:
                    world.Send(new CardCommand.SetStatus(holder.Card, CardStatus.Closed, "test"));
                    break;
                case 5:
                    world.Send(new CardCommand.Reissue(
                        holder.Card, new PanReference(9_000 + ++act), "4321", 3112, (byte)(pick % 100), "test"));
                    break;
                case 0:
                    world.Send(new TokenCommand.Suspend(holder.Token, TokenActor.Holder, "test"));
                    break;
                case 1:
                    world.Send(new TokenCommand.Resume(holder.Token, TokenActor.Holder, "test"));
                    world.Send(new TokenCommand.Resume(holder.Token, TokenActor.Network, "test"));
                    break;
                case 2:
                    world.Restart();
                    break;
                case 6:
                    Transfer(holder, holders[pick % Holders], pick);
                    break;
                default:
                    Repeat(pick);
                    break;
            }
        }

        private void Transfer(Cardholder source, Cardholder target, long amount)
        {
            var before = (Source: source.AvailableMinor, Target: target.AvailableMinor);
            var decision = world.Send(new CardCommand.Transfer(
                new AccountTransferId(++act), source.Account, target.Account, amount, Currency.Usd));
            var moved = decision.Kind == DecisionKind.Decided ? amount : 0;
            Assert.Equal(before.Source - moved, source.AvailableMinor);
            Assert.Equal(before.Target + moved, target.AvailableMinor);
        }

        private void NoTokenOutlivesItsAccount()
        {
            foreach (var holder in holders)
            {
                var isOpen = !world.State.Cards.FindAccount(holder.Account)!.IsClosed
                    && world.State.Cards.FindCard(holder.Card)!.Status != CardStatus.Closed;
                Assert.All(
                    world.State.Tokens.OfCard(holder.Card),
                    row => Assert.True(isOpen || world.State.Tokens[row].State == TokenState.Deleted));
            }
        }

        private void Repeat(int pick)
        {
            if (answered.Count == 0)
            {
                return;
            }

            var (id, command, reply) = answered[pick % answered.Count];
            var before = world.Journal.Count;
            var decision = world.Send(id, command);
            Assert.Equal((DecisionKind.Repeated, reply), (decision.Kind, decision.Reply));
            Assert.Equal(before, world.Journal.Count);
        }

        private void OnPayment(int pick, Action<PaymentId> act)
        {
            if (approved.Count > 0)
            {
                act(approved[pick % approved.Count].Id);
            }
        }
    }
}
