using Tessera.Core.Fees;
using Tessera.Core.Partners;
using Tessera.Core.Tests.Partners;

namespace Tessera.Core.Tests.Month;

// Three shards: the network with a bank, an acquirer, a wallet and two shops of its own; an outside bank; an outside
// acquirer with a shop in another country. Everything that happens follows from one seed.
public sealed class MonthRun
{
    public const long RulingFee = 2_500;

    private static readonly MerchantId Kiosk = new(103);

    private readonly Random random;
    private readonly List<Sale> sales = [];
    private readonly List<Cardholder> holders = [];
    private ulong next;
    private int disputes;

    public MonthRun(int seed)
    {
        random = new Random(seed);
        ToBank = new MessageLink(Network, World.OutsideIssuer, Bank.World, ReadAtBank);
        ToNetwork = new MessageLink(Far.World, World.Network, Network, ReadAtNetwork);
        Network.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(
                new ParticipantId(7), 7, "10007", "Far Acquirer", ParticipantRoles.Acquirer, AcquirerHost.Country,
                IsOutside: true),
            "setup"));
        Network.Must(new DirectoryCommand.RegisterMerchant(
            Network.State.Directory.FindMerchant(World.Shop)! with
            {
                Id = Kiosk, Number = 3, Name = "Kiosk", FeeBasisPoints = 290, FeeFixedMinor = 0,
            },
            "setup"));
        Network.Must(new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(3), Kiosk, "KIOSK001"), "setup"));
        Network.Must(new DirectoryCommand.SetMerchantTerms(
            World.Shop, new MerchantTerms(FeePlan.InterchangePlus, 45, 7, 1_000, 6), "setup"));
        Network.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with
            {
                StandInLimitMinor = 3_000, StandInDailyMinor = 9_000, StandInDailyCount = 5,
            },
            "setup"));
        foreach (var world in Worlds)
        {
            world.Must(new DirectoryCommand.SetChargebackPolicy(
                new ChargebackPolicy
                {
                    RepresentDays = 4, PreArbitrateDays = 4, RuleDays = 4, MerchantFeeMinor = 900,
                    RulingFeeMinor = RulingFee,
                },
                "setup"));
        }

        Network.Must(new DirectoryCommand.SetActivationPolicy(
            ActivationPolicy.Default with { CardsPerDeviceInDay = 100 }, "setup"));
        OpenAccounts();
    }

    public World Network { get; } = World.Seeded();

    public BankHost Bank { get; } = new();

    public AcquirerHost Far { get; } = new();

    public MessageLink ToBank { get; }

    public MessageLink ToNetwork { get; }

    public World[] Worlds => [Network, Bank.World, Far.World];

    public IReadOnlyList<Sale> Sales => sales;

    public void Day(int day)
    {
        if (day is 10 or 20)
        {
            ChangeFees(day);
        }

        for (var i = 0; i < 10; i++)
        {
            Pay();
        }

        for (var i = 0; i < 14; i++)
        {
            Act(sales[random.Next(sales.Count)]);
        }

        Argue();
        ToNetwork.Pump(random, isCalm: false);
        ToBank.Pump(random, isCalm: false);
        EndDay();
    }

    // Nothing new; what is under way comes to its end.
    public void QuietDay()
    {
        ToNetwork.Pump(random, isCalm: true);
        ToBank.Pump(random, isCalm: true);
        Argue();
        EndDay();
    }

    private static FeeTable Table(int day) => new(day, 120, 8, default,
    [
        new FeeRow
        {
            CategoryFrom = 5_800, CategoryTo = 5_899, Border = FeeBorder.Cross,
            Interchange = new FeeRate(180, 4, 90), Scheme = new FeeRate(20, 2),
        },
        new FeeRow
        {
            PaymentSystem = "card", Interchange = new FeeRate(80, 11, 60), Scheme = new FeeRate(6, 1, 20),
        },
        new FeeRow
        {
            Prefix = "99992", Interchange = new FeeRate(100 + day), Scheme = new FeeRate(9),
            Wallet = new FeeRate(20, 1),
        },
    ]);

    private void OpenAccounts()
    {
        for (ulong i = 1; i <= 8; i++)
        {
            var issuer = i > 5 ? World.OutsideIssuer : World.Issuer;
            var kind = i == 5 ? CardAccountKind.Prepaid : CardAccountKind.Credit;
            var holder = Cardholder.WithToken(Network, i, i == 4 ? 9_000 : 150_000, kind, issuer);
            holders.Add(holder);
            if (issuer == World.OutsideIssuer)
            {
                Bank.OpenCard((ulong)holder.PanReference.Value, i == 8 ? 12_000 : 150_000);
            }
        }
    }

    private void ChangeFees(int day)
    {
        Network.Must(new DirectoryCommand.SetFees(Table(day), "operator"));
        Far.World.Must(new DirectoryCommand.SetFees(Table(day), "operator"));
    }

    private void Pay()
    {
        var holder = holders[random.Next(holders.Count)];
        var amount = random.Next(100, random.Next(3) == 0 ? 9_000 : 2_500);
        switch (random.Next(6))
        {
            case 0 or 5:
                PayAtFar(holder, holder.NextTap(amount), random.Next(6));
                break;
            case 1 when holder.Issuer == World.OutsideIssuer:
                PayAtFar(holder, Plain(holder, amount), fate: 0);
                break;
            case 2 when holder.Issuer == World.Issuer:
                PayAtHome(holder, Plain(holder, amount), World.Shop);
                break;
            case 3:
                PayAtHome(holder, holder.NextTap(amount, merchant: Kiosk), Kiosk);
                break;
            default:
                PayAtHome(holder, holder.NextTap(amount), World.Shop);
                break;
        }
    }

    private static PaymentCommand.Authorise Plain(Cardholder holder, long amount)
    {
        holder.Atc++;
        return holder.PlainTap(amount);
    }

    private void PayAtHome(Cardholder holder, PaymentCommand.Authorise tap, MerchantId merchant)
    {
        if (Authorise(holder, tap) is { IsApproved: true })
        {
            sales.Add(new Sale(holder, tap, merchant));
        }
    }

    // 4: the network's answer is lost on its way; 5: the shop took the card without asking.
    private void PayAtFar(Cardholder holder, PaymentCommand.Authorise tap, int fate)
    {
        tap = tap with { Facts = FarFacts(tap) };
        var asked = Assert.IsType<Reply.PaymentDecided>(Far.World.Must(Far.Request(tap)));
        var answer = fate == 5 ? FundingAnswer.Approved("VOICE1") : AnswerOf(Authorise(holder, tap));
        if (fate == 4)
        {
            answer = FundingAnswer.Unknown;
        }

        var concluded = Assert.IsType<Reply.PaymentDecided>(
            Far.World.Must(new PaymentCommand.Conclude(asked.Payment, answer)));
        if (concluded.IsApproved)
        {
            sales.Add(new Sale(holder, tap, null));
        }
    }

    private PaymentFacts FarFacts(PaymentCommand.Authorise tap) => Network.State.Directory.Facts(
        new OutsideShop(
            AcquirerHost.Book.Number, AcquirerHost.Shop, new TerminalId(702), AcquirerHost.Category,
            AcquirerHost.Country, 840, new OutsideTerminal("FAR00001", "FARSHOP", "Far Shop")),
        Network.State.Directory.FindRange(tap.Number.Reveal())!);

    private Reply.PaymentDecided Authorise(Cardholder holder, PaymentCommand.Authorise tap)
    {
        var decided = Assert.IsType<Reply.PaymentDecided>(Network.Must(tap));
        return decided.IsPending
            ? Assert.IsType<Reply.PaymentDecided>(
                Network.Must(new PaymentCommand.Conclude(tap.Payment, AskBank(holder, tap))))
            : decided;
    }

    // Now and then the bank's answer is lost, or the request never leaves.
    private FundingAnswer AskBank(Cardholder holder, PaymentCommand.Authorise tap)
    {
        var fate = random.Next(10);
        if (fate == 0)
        {
            return FundingAnswer.NotSent;
        }

        var answer = AnswerOf(Bank.Pay(
            Bank.Request((ulong)holder.PanReference.Value, tap.TraceKey, tap.AmountMinor)));
        return fate == 1 ? FundingAnswer.Unknown : answer;
    }

    private static FundingAnswer AnswerOf(Reply.PaymentDecided reply) => reply.IsApproved
        ? FundingAnswer.Approved(reply.ApprovalCode)
        : FundingAnswer.Declined(RefusalTable.Of(Refusal.FromNumber(reply.RefusalNumber)).De39);

    private void Act(Sale sale)
    {
        var world = sale.IsFar ? Far.World : Network;
        var merchant = sale.Merchant ?? AcquirerHost.Shop;
        var payment = sale.IsFar ? new PaymentId(sale.Tap.TraceKey) : sale.Tap.Payment;
        var part = random.Next(1, (int)sale.AmountMinor + 1);
        switch (random.Next(10))
        {
            case <= 2:
                world.Send(Capture(payment, merchant, sale.AmountMinor, isFinal: true));
                break;
            case 3 or 4:
                world.Send(Capture(payment, merchant, part, isFinal: random.Next(3) == 0));
                break;
            case 5 when sale.IsFar:
                world.Send(Capture(payment, merchant, sale.AmountMinor * 115 / 100, isFinal: true));
                break;
            case 6 when random.Next(3) == 0:
                world.Send(new PaymentCommand.Void(payment, merchant));
                break;
            case 7 when sale.IsFar && random.Next(6) == 0:
                Network.Send(new PaymentCommand.Reverse(sale.Tap.TraceKey, AcquirerHost.Book));
                break;
            case 8 or 9 when sale.Dispute is null:
                world.Send(new PaymentCommand.Refund(payment, merchant, new RefundId(++next), Math.Max(1, part / 2)));
                break;
        }
    }

    private PaymentCommand.Capture Capture(PaymentId payment, MerchantId merchant, long amount, bool isFinal) =>
        new(payment, merchant, new CaptureId(++next), amount, isFinal);

    private void Argue()
    {
        foreach (var sale in sales.Where(sale => sale.Dispute is not null))
        {
            GoOn(sale, sale.Dispute!);
        }

        var sale2 = sales[random.Next(sales.Count)];
        if (sale2.Dispute is null && Find(sale2) is { RefundableMinor: > 100 } payment && !IsInFlight(sale2))
        {
            var dispute = new Dispute(new Id<IdKinds.Chargeback>(++next), (DisputeWay)(disputes++ % 6));
            var amount = random.Next(2) == 0 ? payment.RefundableMinor : payment.RefundableMinor / 2;
            sale2.Dispute = dispute;
            Everywhere(sale2, (world, id) => new ChargebackCommand.Open(
                dispute.Id, id, world == Far.World ? World.Network : sale2.Holder.Issuer, amount,
                ChargebackReason.NotReceived, "issuer"));
        }
    }

    private void GoOn(Sale sale, Dispute dispute)
    {
        var state = Network.State.Chargebacks.Find(dispute.Id)!.State;
        ChargebackCommand? step = (dispute.Way, state) switch
        {
            (DisputeWay.Accepted, ChargebackState.Opened) => new ChargebackCommand.Accept(dispute.Id, "shop"),
            (DisputeWay.Withdrawn, ChargebackState.Opened) => new ChargebackCommand.Withdraw(dispute.Id, "issuer"),
            (DisputeWay.LapsedAtOnce, _) => null,
            (_, ChargebackState.Opened) => new ChargebackCommand.Represent(dispute.Id, "slip", "shop"),
            (DisputeWay.RepresentedAndLapsed, _) => null,
            (_, ChargebackState.Represented) => new ChargebackCommand.PreArbitrate(dispute.Id, "issuer"),
            (_, ChargebackState.PreArbitration) => new ChargebackCommand.Rule(
                dispute.Id, dispute.Way == DisputeWay.RuledForIssuer, "network", RulingFee),
            _ => null,
        };
        if (step is not null)
        {
            Everywhere(sale, (_, _) => step);
        }
    }

    // Each party books the step at home.
    private void Everywhere(Sale sale, Func<World, PaymentId, ChargebackCommand> step)
    {
        var trace = sale.Tap.TraceKey;
        Network.Must(step(Network, Find(sale)!.Id));
        if (sale.IsBank)
        {
            Bank.World.Must(step(Bank.World, ToBank.Known[trace]));
        }

        if (sale.IsFar)
        {
            Far.World.Must(step(Far.World, new PaymentId(trace)));
        }
    }

    public Payment? Find(Sale sale)
    {
        var id = sale.IsFar && ToNetwork.Known.TryGetValue(sale.Tap.TraceKey, out var known) ? known : sale.Tap.Payment;
        return FindIn(Network, id);
    }

    public static Payment? FindIn(World world, PaymentId id) => world.State.Payments.Find(id)
        ?? (world.Cold.TryGetValue(ColdPayments.KeyOf(id), out var row)
            ? MemoryPack.MemoryPackSerializer.Deserialize<Payment>(row, world.State.Facts.Known.Options)
            : null);

    private bool IsInFlight(Sale sale) => ToBank.InFlight.Concat(ToNetwork.InFlight)
        .Any(message => message.Payment.TraceKey == sale.Tap.TraceKey);

    private void EndDay()
    {
        foreach (var world in Worlds)
        {
            world.Send(0, new MaintenanceCommand(500, 200, TimeSpan.FromDays(3)));
        }

        MonthChecks.Day(this);
        foreach (var world in Worlds)
        {
            var today = world.Now.Date;
            world.Must(new SettlementCommand.CloseWindow(today));
            var settled = Assert.IsType<Reply.WindowSettled>(world.Must(new SettlementCommand.SettleWindow(today)));
            foreach (var payout in settled.Payouts)
            {
                world.Must(new SettlementCommand.ConfirmPayout(
                    payout.Id, payout.AmountMinor, Currency.Usd, "statement " + payout.BusinessDate));
            }

            world.Pass(TimeSpan.FromDays(1));
        }
    }

    private Command ReadAtBank(PartnerMessage message)
    {
        var payment = message.Payment;
        var request = Bank.Request((ulong)payment.Pan.Value, payment.TraceKey, message.AmountMinor);
        return message.Kind switch
        {
            PartnerMessageKind.Advice => request with { AdvisedCode = payment.FundingLeg.Reference },
            PartnerMessageKind.Reversal => new PaymentCommand.Reverse(payment.TraceKey, BankHost.Network),
            PartnerMessageKind.Presentment => Presentment(message, request, payment.FundingLeg.Reference) with
            {
                Fees = new PresentmentFees(0, message.InterchangeMinor, 0, message.WalletFeeMinor),
            },
            _ => RefundOf(message, BankHost.Network) with { InterchangeMinor = message.InterchangeMinor },
        };
    }

    private Command ReadAtNetwork(PartnerMessage message)
    {
        var sale = sales.FirstOrDefault(sale => sale.Tap.TraceKey == message.Payment.TraceKey);
        return message.Kind switch
        {
            PartnerMessageKind.Reversal => new PaymentCommand.Reverse(message.Payment.TraceKey, AcquirerHost.Book),
            PartnerMessageKind.Presentment => Presentment(message, sale!.Tap, message.Payment.AcquirerLeg.Reference),
            _ => RefundOf(message, AcquirerHost.Book),
        };
    }

    private static ClearingCommand.Present Presentment(
        PartnerMessage message, PaymentCommand.Authorise tap, string reference) => new()
    {
        Presentment = new Id<IdKinds.Presentment>(message.Act),
        TraceKey = message.Payment.TraceKey,
        Facts = tap.Facts,
        Number = tap.Number,
        IsCard = tap.IsCard,
        Pan = tap.Pan,
        AmountMinor = message.AmountMinor,
        Currency = tap.Currency,
        EntryMode = tap.EntryMode,
        TraceNumber = tap.TraceNumber,
        RetrievalReference = reference,
        TransactionDate = message.Payment.AuthorisedAt.Date,
        BusinessDate = message.BusinessDate,
        IsFinal = message.IsFinal,
    };

    private static ClearingCommand.PresentRefund RefundOf(PartnerMessage message, BookId acquirer) => new(
        new RefundId(message.Act), default, message.Payment.TraceKey, acquirer, message.AmountMinor, Currency.Usd)
    {
        BusinessDate = message.BusinessDate,
    };
}
