using CsCheck;
using Tessera.Core.Fees;

namespace Tessera.Core.Tests.Clearing;

// Random obligations beside a plain model: presentments of every kind, refunds, chargebacks in any order, windows,
// terms and caps that change. After every move each account stands where the model's payments put it, unsettled windows
// equal the books, and memory, snapshot and journal tell the same.
public sealed class ClearingPropertyTests
{
    private const int Holders = 3;
    private const long Limit = 20_000;

    private static readonly Gen<(int Action, int Holder, int Pick, long Amount)[]> Moves =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, Holders - 1], Gen.Int[0, 1_000], Gen.Long[1, 6_000]).Array[1, 70];

    [Fact]
    public void Random_obligations_leave_every_account_where_the_payments_put_it() =>
        Moves.Sample(moves => new Run().Play(moves), iter: 500, threads: 1);

    private sealed class Line(Cardholder? holder, PaymentId id)
    {
        public Cardholder? Holder => holder;

        public PaymentId Id => id;

        public long Captured { get; set; }

        public long Refunded { get; set; }

        public long ChargedBack { get; set; }

        // Every opening, whatever became of it.
        public List<long> Disputed { get; } = [];

        public long Left => Captured - Refunded - ChargedBack;
    }

    private sealed class Run
    {
        private readonly World world = World.Seeded();
        private readonly OutsideAcquirer far;
        private readonly Cardholder[] holders;
        private readonly List<(PaymentCommand.Authorise Tap, Cardholder Holder)> farTaps = [];
        private readonly List<PaymentId> homePayments = [];
        private readonly Dictionary<PaymentId, Line> lines = [];
        private readonly List<(Id<IdKinds.Chargeback> Id, PaymentId Payment, long Amount)> chargebacks = [];
        private readonly List<(UInt128 Id, Command Command, Reply Reply)> answered = [];
        private ulong act = 1_000;

        public Run()
        {
            far = new OutsideAcquirer(world);
            world.Must(new DirectoryCommand.SetChargebackPolicy(
                new ChargebackPolicy
                {
                    RepresentDays = 3, PreArbitrateDays = 3, RuleDays = 3, MerchantFeeMinor = 70, RulingFeeMinor = 110,
                },
                "test"));
            holders =
            [
                .. Enumerable.Range(1, Holders).Select(i => Cardholder.WithToken(
                    world, (ulong)i, Limit, i == 1 ? CardAccountKind.Prepaid : CardAccountKind.Credit)),
            ];
        }

        public void Play((int Action, int Holder, int Pick, long Amount)[] moves)
        {
            foreach (var (action, holder, pick, amount) in moves)
            {
                Move(action, holders[holder], pick, amount);
                Check();
            }

            world.CheckFold();
        }

        private void Move(int action, Cardholder holder, int pick, long amount)
        {
            switch (action)
            {
                case 0 or 1:
                    PayAtHome(holder, amount);
                    break;
                case 2 or 3:
                    PayAtFar(holder, amount, isAsked: pick % 5 != 0);
                    break;
                case 4 or 5 or 6 when farTaps.Count > 0:
                    Present(pick, amount);
                    break;
                case 7 when farTaps.Count > 0:
                    RefundAtFar(pick, amount);
                    break;
                case 8 when farTaps.Count > 0:
                    world.Send(new PaymentCommand.Reverse(
                        farTaps[pick % farTaps.Count].Tap.TraceKey, OutsideAcquirer.Book));
                    break;
                case 9 or 10 when homePayments.Count > 0:
                    Capture(pick, amount);
                    break;
                case 11 when homePayments.Count > 0:
                    RefundAtHome(pick, amount);
                    break;
                case 12 or 13 when lines.Count > 0:
                    ChargeBack(pick, amount);
                    break;
                case 14 or 15 when chargebacks.Count > 0:
                    Argue(pick);
                    break;
                case 16:
                    world.Pass(TimeSpan.FromHours(amount % 100));
                    world.Send(0, new MaintenanceCommand(50, pick % 4, TimeSpan.FromHours(1)));
                    break;
                case 17:
                    Settle(pick);
                    break;
                case 18:
                    Change(pick, amount);
                    break;
                default:
                    Other(pick);
                    break;
            }
        }

        private void PayAtHome(Cardholder holder, long amount)
        {
            var available = holder.AvailableMinor;
            var tap = holder.NextTap(amount);
            if (holder.Pay(tap).IsApproved)
            {
                Assert.True(amount <= available);
                homePayments.Add(tap.Payment);
                lines.Add(tap.Payment, new Line(holder, tap.Payment));
            }
        }

        private void PayAtFar(Cardholder holder, long amount, bool isAsked)
        {
            var available = holder.AvailableMinor;
            var tap = far.Tap(holder, amount);
            if (!isAsked)
            {
                farTaps.Add((tap, holder));
            }
            else if (holder.Pay(tap).IsApproved)
            {
                Assert.True(amount <= available);
                farTaps.Add((tap, holder));
                lines.Add(tap.Payment, new Line(holder, tap.Payment));
            }
        }

        private void Present(int pick, long amount)
        {
            var (tap, holder) = farTaps[pick % farTaps.Count];
            var isStrange = pick % 11 == 0;
            var command = far.Presentment(tap, amount, isFinal: pick % 3 == 0);
            if (isStrange)
            {
                command = command with { Number = Pan.FromNumber(9999_1000_7777_0000, 16) };
            }

            var reply = Assert.IsType<Reply.PaymentChanged>(Remember(command));
            if (!lines.TryGetValue(reply.Payment, out var line))
            {
                lines.Add(reply.Payment, line = new Line(isStrange ? null : holder, reply.Payment));
            }

            line.Captured += amount;
        }

        private void RefundAtFar(int pick, long amount)
        {
            var refund = far.Refund(farTaps[pick % farTaps.Count].Tap, amount);
            var decision = world.Send(refund);
            if (decision.Reply is Reply.PaymentChanged reply)
            {
                Assert.True(amount <= lines[reply.Payment].Left);
                lines[reply.Payment].Refunded += amount;
            }
        }

        private void Capture(int pick, long amount)
        {
            var line = lines[homePayments[pick % homePayments.Count]];
            var decision = world.Send(
                new PaymentCommand.Capture(line.Id, World.Shop, new CaptureId(++act), amount, pick % 3 == 0));
            line.Captured += decision.Kind == DecisionKind.Decided ? amount : 0;
        }

        private void RefundAtHome(int pick, long amount)
        {
            var line = lines[homePayments[pick % homePayments.Count]];
            var decision = world.Send(new PaymentCommand.Refund(line.Id, World.Shop, new RefundId(++act), amount));
            Assert.Equal(amount <= line.Left, decision.Kind == DecisionKind.Decided);
            line.Refunded += decision.Kind == DecisionKind.Decided ? amount : 0;
        }

        private void ChargeBack(int pick, long amount)
        {
            var line = lines.Values.ElementAt(pick % lines.Count);
            var id = new Id<IdKinds.Chargeback>(++act);
            var decision = world.Send(new ChargebackCommand.Open(
                id, line.Id, World.Issuer, amount, ChargebackReason.Fraud, "issuer"));
            Assert.Equal(
                amount + line.Disputed.Sum() + line.Refunded <= line.Captured && line.Disputed.Count < 10,
                decision.Kind == DecisionKind.Decided);
            if (decision.Kind == DecisionKind.Decided)
            {
                line.Disputed.Add(amount);
                line.ChargedBack += amount;
                chargebacks.Add((id, line.Id, amount));
                Assert.Empty(world.State.Clearing.OpenFor(line.Id));
            }
        }

        private void Argue(int pick)
        {
            var (id, payment, amount) = chargebacks[pick % chargebacks.Count];
            var before = world.State.Chargebacks.Find(id)!;
            ChargebackCommand command = (pick / 7 % 5) switch
            {
                0 => new ChargebackCommand.Represent(id, "slip", "shop"),
                1 => new ChargebackCommand.Accept(id, "shop"),
                2 => new ChargebackCommand.PreArbitrate(id, "issuer"),
                3 => new ChargebackCommand.Withdraw(id, "issuer"),
                _ => new ChargebackCommand.Rule(id, pick % 2 == 0, "network"),
            };
            world.Send(command);
            var after = world.State.Chargebacks.Find(id)!;
            lines[payment].ChargedBack +=
                (after.IssuerHasIt ? amount : 0) - (before.IssuerHasIt ? amount : 0);
            Assert.True(!before.IsClosed || before == after);
        }

        private void Settle(int pick)
        {
            var date = world.Now.Date.AddDays(-(pick % 3));
            world.Send(new SettlementCommand.CloseWindow(date));
            world.Send(new SettlementCommand.SettleWindow(date));
        }

        private void Change(int pick, long amount)
        {
            switch (pick % 3)
            {
                case 0:
                    world.Must(new DirectoryCommand.SetMerchantTerms(
                        World.Shop,
                        new MerchantTerms(
                            (FeePlan)(pick % 2), pick % 300, pick % 20, 100 + (pick % 5_000), 1 + (pick % 4)),
                        "acquirer"));
                    break;
                case 1:
                    world.Must(new DirectoryCommand.SetFees(
                        new FeeTable((int)++act, pick % 400, pick % 30, world.Now.Date.AddDays(1 + (pick % 2))),
                        "test"));
                    break;
                default:
                    world.Must(new SettlementCommand.SetNetDebitCap(
                        World.Issuer, Currency.Usd, pick % 4 == 0 ? null : amount * 4, 8_000, "operator"));
                    break;
            }
        }

        private void Other(int pick)
        {
            if (pick % 3 == 0)
            {
                world.Restart();
            }
            else if (pick % 3 == 1 && world.State.Clearing.Open.FirstOrDefault() is { } open)
            {
                world.Must(new ClearingCommand.CloseCase(open.Id, ClearingCaseState.Accepted, "issuer"));
            }
            else if (answered.Count > 0)
            {
                var (id, command, reply) = answered[pick % answered.Count];
                var decision = world.Send(id, command);
                Assert.Equal((DecisionKind.Repeated, reply), (decision.Kind, decision.Reply));
            }
        }

        private Reply Remember(Command command)
        {
            var id = world.NewCommandId();
            var decision = world.Send(id, command);
            Assert.Equal((DecisionKind.Decided, Refusal.None), (decision.Kind, decision.Refusal));
            answered.Add((id, command, decision.Reply!));
            return decision.Reply!;
        }

        private void Check()
        {
            Assert.Null(PositionProof.FirstDifference(world.State));
            var held = world.State.Payments.All().ToLookup(payment => payment.FundingAccount);
            foreach (var holder in holders)
            {
                Assert.Equal(
                    Limit - lines.Values.Where(line => line.Holder == holder).Sum(line => line.Left)
                        - held[holder.LedgerAccount].Sum(payment => payment.HeldMinor),
                    holder.AvailableMinor);
            }

            Assert.Equal(
                world.State.Payments.All().Sum(payment => payment.HeldMinor),
                world.State.Payments.HeldMinor(World.Issuer, Currency.Usd));
            Assert.Equal(
                lines.Values.Where(line => line.Holder is null).Sum(line => line.Left),
                world.State.Ledger.Read(AccountId.Of(
                    World.Issuer, AccountRole.UnmatchedPresentments, Currency.Usd)).BalanceMinor);
        }
    }
}
