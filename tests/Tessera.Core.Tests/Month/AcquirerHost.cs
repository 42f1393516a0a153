using Tessera.Core.Fees;

namespace Tessera.Core.Tests.Month;

// The outside acquirer's own shard: the network stands outside, as network and as the issuer of every card.
public sealed class AcquirerHost
{
    public static readonly BookId Book = new(7);
    public static readonly BookId Network = World.Network;
    public static readonly MerchantId Shop = new(701);
    public const ushort Category = 5_812;
    public const ushort Country = 276;

    public AcquirerHost()
    {
        World.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(7), 7, "10007", "Far Acquirer", ParticipantRoles.Acquirer, Country),
            "setup"));
        World.Must(new DirectoryCommand.RegisterParticipant(
            new Participant(
                new ParticipantId(2), 2, "10002", "Tessera Network", ParticipantRoles.Network | ParticipantRoles.Issuer,
                840, IsOutside: true),
            "setup"));
        foreach (var (prefix, system) in new[]
        {
            ("999910", "tessera"), ("999911", "card"), ("999920", "tessera"), ("999921", "card"),
        })
        {
            World.Must(new DirectoryCommand.RegisterRange(
                new AccountRange(prefix, 16, RangeKind.Funding, 2, 2, "none", system, 0, ""), "setup"));
        }

        World.Must(new DirectoryCommand.SetFees(new FeeTable(1, 150, 10), "setup"));
        World.Must(new DirectoryCommand.SetPaymentPolicy(
            PaymentPolicy.Default with { HoldDays = 30, CaptureToleranceBasisPoints = 2_000 }, "setup"));
        World.Must(new DirectoryCommand.RegisterMerchant(
            new Merchant
            {
                Id = Shop,
                Number = 9,
                AcquirerBook = Book.Number,
                Name = "Far Shop",
                CategoryCode = Category,
                Country = Country,
                CurrencyNumber = 840,
                FeeBasisPoints = 60,
                FeeFixedMinor = 5,
                RefusedSystems = [],
                FeePlan = FeePlan.InterchangePlus,
                ReserveBasisPoints = 500,
                ReserveDays = 5,
            },
            "setup"));
        World.Must(new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new TerminalId(702), Shop, "FAR00001"), "setup"));
    }

    public World World { get; } = World.Empty();

    // What the far till asks its own host; the network's tap has the same trace.
    public PaymentCommand.Authorise Request(PaymentCommand.Authorise tap)
    {
        var directory = World.State.Directory;
        return tap with
        {
            Payment = new PaymentId(tap.TraceKey),
            Facts = directory.Facts(directory.Terminals.Values.First(), directory.FindRange(tap.Number.Reveal())!),
            IsCard = true,
            Pan = new PanReference(1),
            ApplicationId = "",
            Verdict = tap.Verdict with { Source = VerdictSource.Issuer },
        };
    }
}
