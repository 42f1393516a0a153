using CsCheck;

namespace Tessera.Core.Tests.Controls;

// Random payments, captures, voids, reversals, expiries and edits of controls: what is counted is at all times the sum
// over the payments themselves, no approval passes a limit that stood, and the fold tells the same.
public sealed class UsagePropertyTests
{
    private static readonly Gen<(int Action, int Pick, long Amount)[]> Moves =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1_000], Gen.Long[1, 4_000]).Array[1, 60];

    [Fact]
    public void Usage_is_the_sum_of_the_payments_and_no_approval_passes_a_limit() =>
        Moves.Sample(moves => new Run().Play(moves), iter: 400, threads: 1);

    private sealed class Run
    {
        private readonly World world = World.Seeded();
        private readonly Cardholder holder;
        private readonly List<PaymentCommand.Authorise> approved = [];
        private SpendingControls controls = SpendingControls.None;
        private ulong act;

        public Run() => holder = Cardholder.WithToken(world, 1, 1_000_000);

        public void Play((int Action, int Pick, long Amount)[] moves)
        {
            foreach (var (action, pick, amount) in moves)
            {
                Move(action, pick, amount);
                CheckUsage(ControlTarget.Account);
                CheckUsage(ControlTarget.Token);
            }

            world.CheckFold();
        }

        private void Move(int action, int pick, long amount)
        {
            switch (action)
            {
                case <= 3:
                    Tap(amount);
                    break;
                case 4:
                    OnPayment(pick, tap => world.Send(new PaymentCommand.Capture(
                        tap.Payment, World.Shop, new CaptureId(++act), amount, pick % 2 == 0)));
                    break;
                case 5:
                    OnPayment(pick, tap => world.Send(new PaymentCommand.Void(tap.Payment, World.Shop)));
                    break;
                case 6:
                    OnPayment(pick, tap => world.Send(new PaymentCommand.Reverse(tap.TraceKey, World.Acquirer)));
                    break;
                case 7:
                    world.Pass(TimeSpan.FromHours(pick % 90));
                    world.Send(0, new MaintenanceCommand(50, 1_000, TimeSpan.FromDays(400)));
                    break;
                case 8:
                    world.Restart();
                    break;
                default:
                    Set(pick, amount);
                    break;
            }
        }

        private void Set(int pick, long amount)
        {
            controls = new SpendingControls
            {
                PaymentLimitMinor = pick % 3 == 0 ? amount : 0,
                DayLimitMinor = pick % 5 == 0 ? amount * 3 : 0,
                DayLimitCount = pick % 7,
                MonthLimitMinor = pick % 4 == 0 ? amount * 6 : 0,
                MonthLimitCount = pick % 11,
            };
            world.Must(new ControlsCommand.Set(ControlKey.Of(holder.Account), controls, "test"));
        }

        private void Tap(long amount)
        {
            var tap = holder.NextTap(amount);
            if (!holder.Pay(tap).IsApproved)
            {
                return;
            }

            approved.Add(tap);
            var used = Used(ControlTarget.Account);
            Assert.True(Fits(amount, controls.PaymentLimitMinor));
            Assert.True(Fits(used.DayMinor, controls.DayLimitMinor) && Fits(used.DayCount, controls.DayLimitCount));
            Assert.True(
                Fits(used.MonthMinor, controls.MonthLimitMinor) && Fits(used.MonthCount, controls.MonthLimitCount));
        }

        private static bool Fits(long value, long limit) => limit == 0 || value <= limit;

        private UsageRow Used(ControlTarget target) => world.State.Controls.UsageOf(target, 0, world.Now);

        private void CheckUsage(ControlTarget target)
        {
            var paid = world.State.Payments.All().Where(p => p.HeldMinor + p.CapturedMinor > 0).ToList();
            var today = paid.Where(p => p.AuthorisedAt.Date == world.Now.Date).ToList();
            var month = paid.Where(p => p.AuthorisedAt.YearMonth == world.Now.YearMonth).ToList();
            var used = Used(target);
            Assert.Equal(today.Sum(p => p.HeldMinor + p.CapturedMinor), used.DayMinor);
            Assert.Equal(today.Count, used.DayCount);
            Assert.Equal(month.Sum(p => p.HeldMinor + p.CapturedMinor), used.MonthMinor);
            Assert.Equal(month.Count, used.MonthCount);
        }

        private void OnPayment(int pick, Action<PaymentCommand.Authorise> act)
        {
            if (approved.Count > 0)
            {
                act(approved[pick % approved.Count]);
            }
        }
    }
}
