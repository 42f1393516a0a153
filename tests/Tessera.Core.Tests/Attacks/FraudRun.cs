using Tessera.Core.Activation;

namespace Tessera.Core.Tests.Attacks;

// Puts labelled requests through the real rules of activation and counts where they end.
public sealed class FraudRun
{
    private const double FooledAgent = 0.2;
    private const int CardsOfOnePhone = 4;

    private readonly ShardState state = new(new ColdRowsKept());
    private readonly Random random;
    private Timestamp now = Timestamp.FromDateTimeOffset(new DateTimeOffset(2014, 10, 20, 8, 0, 0, TimeSpan.Zero));
    private UInt128 next = 1;
    private DeviceId fraudPhone;
    private int cardsOnIt = CardsOfOnePhone;

    public FraudRun(int seed, ActivationPolicy policy)
    {
        random = new Random(seed);
        Run(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(1), 1, "10001", "First Bank", ParticipantRoles.Issuer, 840), "setup"));
        Run(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(2), 2, "10002", "Network", ParticipantRoles.Network, 840), "setup"));
        Run(new DirectoryCommand.RegisterParticipant(
            new Participant(new ParticipantId(4), 4, "10004", "Wallet", ParticipantRoles.Wallet, 840), "setup"));
        Run(new DirectoryCommand.RegisterRequestor(new TokenRequestor(World.Requestor, "Wallet", "w", 4, 0), "setup"));
        Run(new DirectoryCommand.RegisterRange(
            new AccountRange("999910", 16, RangeKind.Token, 1, 2, "demo", "w", World.Requestor, ""), "setup"));
        Run(new DirectoryCommand.SetActivationPolicy(policy, "setup"));
    }

    public int Good { get; private set; }

    public int GoodGreen { get; private set; }

    public int Fraud { get; private set; }

    public int FraudGreen { get; private set; }

    public int Active { get; private set; }

    public int FraudActive { get; private set; }

    public double FraudBasisPoints => 10_000.0 * FraudActive / Active;

    public void Play(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            now = now.Plus(TimeSpan.FromSeconds(13));
            Play(random.Next(100) == 0 ? FraudSignals() : GoodSignals());
        }
    }

    private void Play(FraudRequest request)
    {
        var serial = next++;
        var phone = PhoneOf(request, serial);
        var (account, card, provisioning) = (new CardAccountId(serial), new CardId(serial), new ProvisioningId(serial));
        Run(new CardCommand.OpenAccount(
            account, World.Issuer, CardAccountKind.Credit, Currency.Usd, 1_000,
            now.Plus(TimeSpan.FromDays(-request.CustomerDays))));
        Run(new CardCommand.Enrol(new Card(
            card, account, new PanReference(serial), "1234", 3012, 0, new SubjectReference(serial),
            "T9999" + ((ulong)serial).ToString("D24", null), CardStatus.Active)));
        Run(new ActivationCommand.CheckEligibility(provisioning, card, phone));
        Run(new ActivationCommand.AcceptTerms(provisioning, 1));
        var number = Pan.FromNumber(9999_1000_0000_0000 + (ulong)serial, 16);
        var reply = (Reply.ProvisioningAnswered)Run(new ActivationCommand.Provision(
            provisioning, request.Signals, new TokenId(serial), [number]));
        StepUp(request, provisioning, phone, reply.Path);
        Count(request, provisioning, phone, reply.Path);
    }

    private void StepUp(FraudRequest request, ProvisioningId provisioning, DeviceId phone, ActivationPath path)
    {
        var answersCode = !request.IsFraud || request.OwnsChannel;
        if (path == ActivationPath.Yellow && answersCode)
        {
            Run(new ActivationCommand.IssueCode(provisioning, 42));
            Run(new ActivationCommand.SubmitCode(provisioning, phone, 42));
        }
        else if (path is ActivationPath.Yellow or ActivationPath.Orange && (!request.IsFraud || request.Calls))
        {
            foreach (var agent in new[] { "agent 1", "agent 2" })
            {
                if ((!request.IsFraud || random.NextDouble() < FooledAgent)
                    && state.Activation.Find(provisioning)!.State == ProvisioningState.StepUp)
                {
                    Run(new ActivationCommand.ConfirmIdentity(provisioning, agent, IdentityMethod.InPerson, 0));
                }
            }
        }
    }

    private void Count(FraudRequest request, ProvisioningId provisioning, DeviceId phone, ActivationPath path)
    {
        var isActive = state.Activation.Find(provisioning)!.State == ProvisioningState.Approved;
        if (isActive)
        {
            Run(new ActivationCommand.Complete(provisioning, phone, 1));
        }

        var (fraud, green, active) = (request.IsFraud ? 1 : 0, path == ActivationPath.Green ? 1 : 0, isActive ? 1 : 0);
        Fraud += fraud;
        FraudGreen += fraud * green;
        Good += 1 - fraud;
        GoodGreen += (1 - fraud) * green;
        Active += active;
        FraudActive += fraud * active;
    }

    // A thief adds a few stolen cards to each phone.
    private DeviceId PhoneOf(FraudRequest request, UInt128 serial)
    {
        if (request.IsFraud && ++cardsOnIt <= CardsOfOnePhone)
        {
            return fraudPhone;
        }

        var phone = new DeviceId(serial);
        Run(new ActivationCommand.RegisterDevice(phone, default, [1], World.Requestor));
        if (request.IsFraud)
        {
            (fraudPhone, cardsOnIt) = (phone, 1);
        }

        return phone;
    }

    private FraudRequest GoodSignals()
    {
        bool Chance(int percent) => random.Next(100) < percent;
        var signals = new DeviceSignals(
            Chance(97) ? random.Next(3, 6) : 2,
            Chance(95) ? random.Next(4, 6) : random.Next(1, 4),
            Chance(98) ? int.MaxValue : random.Next(20),
            Chance(95) ? int.MaxValue : random.Next(30),
            int.MaxValue,
            Chance(99) ? 1 : 3);
        return new FraudRequest(false, signals, Chance(97) ? random.Next(60, 5_000) : random.Next(40), true, false);
    }

    // Two in five took the account over and put in a number of their own; the rest have card data only, and every
    // other of them calls the desk. Their wallet accounts and phones are young.
    private FraudRequest FraudSignals()
    {
        var device = random.Next(10) switch { < 3 => 1, < 7 => 2, _ => random.Next(3, 6) };
        var account = random.Next(10) == 0 ? 4 : random.Next(1, 4);
        if (random.Next(5) < 2)
        {
            var days = random.Next(11);
            return new FraudRequest(
                true, new DeviceSignals(device, 4, days, days, int.MaxValue, random.Next(1, 5)),
                random.Next(60, 5_000), OwnsChannel: true, Calls: true);
        }

        return new FraudRequest(
            true, new DeviceSignals(device, account, int.MaxValue, int.MaxValue, int.MaxValue, random.Next(1, 5)),
            random.Next(60, 5_000), OwnsChannel: false, Calls: random.Next(2) == 0);
    }

    private Reply Run(Command command)
    {
        var decision = state.Decide(new Envelope(0, 0, now, command), new ColdRows());
        Assert.Equal((DecisionKind.Decided, Refusal.None), (decision.Kind, decision.Refusal));
        foreach (var change in decision.Events)
        {
            state.Apply(change);
        }

        return decision.Reply!;
    }
}
