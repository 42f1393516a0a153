using System.Globalization;
using Tessera.Cli.Demo;
using Tessera.Cli.Serving;
using Tessera.Cli.Torture.Checking;
using Tessera.Cli.Torture.Customers;
using Tessera.Cli.Torture.Network;
using Tessera.Device.Wallet;
using Tessera.Server.Demo;
using Tessera.Terminal.Acquiring;

namespace Tessera.Cli.Torture;

/// <summary>
/// One data folder with its server in a process of its own, the wires to it, and customers who remember what they were
/// told. The server may die and come back on other ports; the wires stay where they are.
/// </summary>
internal sealed class Arena : IDisposable
{
    private const string Expiry = "2039-12";
    private const string Till = "COFFEE01";
    private const long CreditLimit = 1_000_000_000_00;
    private const int TillLinks = 2;

    private readonly Random random;
    private readonly List<Customer> customers = [];
    private readonly List<TillLink> links = [];
    private readonly JournalFollower follower;
    private ShopDoor? door;
    private DemoChild? server;
    private int cards;

    private Arena(string folder, int seed)
    {
        Folder = folder;
        random = new Random(seed);
        follower = new JournalFollower(folder);
        Switch = new FaultProxy(isFramed: true, random.Next());
        Http = new FaultProxy(isFramed: false, random.Next());
    }

    public string Folder { get; }

    public FaultProxy Switch { get; }

    public FaultProxy Http { get; }

    public ToldBook Book { get; } = new();

    public DemoChild Server => server ?? throw new TortureException("The server is not there.");

    /// <summary>Starts the server on the folder and gives every customer a phone.</summary>
    public static async Task<Arena> OpenAsync(string folder, int customers, int seed, CancellationToken cancel)
    {
        var arena = new Arena(folder, seed);
        try
        {
            await arena.StartAsync(cancel);
            arena.Invite(customers);
            await arena.FillPursesAsync(cancel);
            return arena;
        }
        catch
        {
            arena.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server again and leads the wires to it.</summary>
    public async Task StartAsync(CancellationToken cancel)
    {
        try
        {
            server = await DemoChild.StartAsync(Folder, [], cancel);
        }
        catch (IOException fault)
        {
            throw new TortureException($"The server does not come back: {fault.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new TortureException("The server does not come back in time.");
        }

        (Switch.Target, Http.Target) = (server.SwitchPort, server.HttpPort);
    }

    /// <summary>Starts it, and kills it after a while wherever it has come to.</summary>
    public async Task StartAndKillAsync(TimeSpan after, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(after);
        try
        {
            await StartAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Killed while it recovered.
        }

        Kill();
    }

    public void Kill()
    {
        server?.Dispose();
        server = null;
    }

    /// <summary>Lets everybody pay while something happens; returns when all they asked is answered.</summary>
    public async Task LoadAsync(Func<CancellationToken, Task> happening, CancellationToken cancel)
    {
        await FillPursesAsync(cancel);
        using var stop = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = customers.Select(customer =>
            Task.Run(() => customer.RunAsync(stop.Token, giveUp.Token), CancellationToken.None)).ToArray();
        try
        {
            await happening(cancel);
        }
        catch
        {
            await giveUp.CancelAsync();
            throw;
        }
        finally
        {
            (Switch.Trouble, Http.Trouble) = (Trouble.None, Trouble.None);
            await stop.CancelAsync();
            await Task.WhenAny(Task.WhenAll(running));
        }

        await Task.WhenAll(running);
    }

    /// <summary>Everything told so far against what is there. Nothing may be under way.</summary>
    public async Task<Findings> CheckAsync(bool isWhole, CancellationToken cancel)
    {
        var findings = new Findings();
        foreach (var customer in customers)
        {
            if (await customer.AskAgainAsync(cancel) is { } difference)
            {
                findings.Break(difference);
            }
        }

        var told = Book.Snapshot();
        findings.Add(follower.Follow());
        findings.Add(ToldComparison.Of(told, follower.Facts));
        findings.Add(LedgerChecks.Of(follower.State));
        findings.Add(LedgerChecks.Of(follower.State, follower.Facts, told));
        findings.Add(await PaymentList.CheckAsync(
            Server.Client("coffee"), follower.Facts, isWhole ? int.MaxValue : 1, cancel));
        findings.Add(await JournalPrograms.CheckAsync(Folder, isWhole, cancel));
        return findings;
    }

    public void Dispose()
    {
        Kill();
        customers.ForEach(customer => customer.Dispose());
        links.ForEach(link => link.Dispose());
        door?.Dispose();
        Switch.Dispose();
        Http.Dispose();
    }

    private async Task FillPursesAsync(CancellationToken cancel)
    {
        foreach (var customer in customers)
        {
            await customer.FillPurseAsync(cancel);
        }
    }

    // Half pay over ISO 8583, some of them on the same link; half over HTTP.
    private void Invite(int count)
    {
        var till = new IsoSettings
        {
            Host = "127.0.0.1",
            Port = Switch.Port,
            Acquirer = DemoIds.AcquirerCode,
            TerminalNumber = Till,
            MerchantNumber = "COFFEE",
            MerchantCategoryCode = 5814,
        };
        var signOn = new IsoMessages(till).SignOn(1, TimeProvider.System.GetUtcNow().UtcDateTime);
        for (var i = 0; i < TillLinks; i++)
        {
            links.Add(new TillLink(Switch.Port, signOn));
        }

        door = new ShopDoor(Http.Port, Server.Key("coffee"));
        for (var i = 0; i < count; i++)
        {
            var purse = new Purse(Till, ActivateAsync);
            customers.Add(i % 2 == 0
                ? new TillCustomer(purse, Book, random.Next(), links[i / 2 % TillLinks], till)
                : new ShopCustomer(purse, Book, random.Next(), door, DemoIds.CoffeeTill.ToString()));
        }
    }

    private async Task<VolatilePhone> ActivateAsync(CancellationToken cancel)
    {
        var serial = (++cards).ToString(CultureInfo.InvariantCulture);
        var (pan, _) = await DemoStage.EnrolAsync(
            Server.Client("issuer"), DemoStage.NumberOf(serial), Expiry, CreditLimit, cancel);
        return await VolatilePhone.ActivateAsync(
            Server.Client("wallet"), new PhoneOrder(pan, Expiry, ActivationChapter.Signals()), TimeProvider.System,
            cancel);
    }
}
