using Tessera.Cli;
using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Core;
using Tessera.Core.Cards;
using Tessera.Core.Ledger;
using Tessera.Hsm;
using Tessera.Hsm.Subjects;
using Tessera.Hsm.Vault;
using Tessera.Journal;
using Tessera.Journal.Shards;
using Tessera.Journal.Sqlite;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Journal;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Backup;

/// <summary>
/// Goal: a backup made beside a working server is a whole system of one moment. Method: phones pay and cards are
/// enrolled at a server process while the folder is copied; another server is started on the copy.
/// </summary>
public sealed class BackupTests : IDisposable
{
    private const int Phones = 3;
    private const int Some = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly string _copy = Path.Combine(Directory.CreateTempSubdirectory("tessera-test-").FullName, "copy");
    private readonly CancellationTokenSource _limit = new(Limit);

    public void Dispose()
    {
        _limit.Dispose();
        Directory.Delete(Path.GetDirectoryName(_copy)!, recursive: true);
    }

    [Fact]
    public async Task Copy_made_under_load_knows_every_payment_acknowledged_before_it_began()
    {
        var demo = new DemoServer();
        try
        {
            var loads = await PrepareAsync(demo);
            var known = await LoadAndCopyAsync(demo, loads);
            await AskCopyAsync(loads, known);
            CheckCopy();
        }
        finally
        {
            Directory.Delete(demo.Folder, recursive: true);
        }
    }

    [Fact]
    public async Task Copy_without_its_head_anchor_is_not_taken_for_a_whole_one()
    {
        await using var demo = new DemoServer();
        await demo.InitializeAsync();
        Assert.Equal(ExitCode.Success, Copy(demo.Folder));

        File.Delete(new SqliteFolder(_copy).AnchorFile);

        var fault = Assert.Throws<JournalException>(() => SqliteJournal.Open(new SqliteFolder(_copy)));
        Assert.Equal(JournalFault.AnchorMissing, fault.Fault);
    }

    [Fact]
    public async Task Nothing_is_copied_over_what_is_there()
    {
        await using var demo = new DemoServer();
        await demo.InitializeAsync();
        Directory.CreateDirectory(_copy);
        var kept = Path.Combine(_copy, "kept");
        await File.WriteAllTextAsync(kept, "");

        Assert.Equal(ExitCode.Usage, Copy(demo.Folder));
        Assert.Equal([kept], Directory.EnumerateFileSystemEntries(_copy));
    }

    private static async Task<List<TapLoad>> PrepareAsync(DemoServer demo)
    {
        await demo.InitializeAsync();
        var loads = new List<TapLoad>();
        for (var i = 0; i < Phones; i++)
        {
            var phone = await demo.NewPhoneAsync(100_000_000);
            loads.Add(new TapLoad(phone, DemoIds.CoffeeTill.ToString(), demo.Host.DemoKeys!.Coffee));
        }

        await demo.StopAsync();
        return loads;
    }

    // How many answers each phone had when the copy began.
    private async Task<int[]> LoadAndCopyAsync(DemoServer demo, List<TapLoad> loads)
    {
        using var server = new ServerProcess(demo.Folder);
        using var http = new HttpClient { BaseAddress = server.Address };
        await server.StartAsync(http);
        await RunAsync(http, loads, () => SomeMoreAsync(loads));
        var known = loads.Select(load => load.Answers.Count).ToArray();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var first = new TaskCompletionSource();
        var enrolling = EnrolAsync(demo, http, first, stop);
        await RunAsync(http, loads, async () =>
        {
            await SomeMoreAsync(loads);
            await await Task.WhenAny(first.Task, enrolling).WaitAsync(_limit.Token);
            Assert.Equal(ExitCode.Success, await Task.Run(() => Copy(demo.Folder)));
            await SomeMoreAsync(loads);
        });
        await stop.CancelAsync();
        await enrolling;
        return known;
    }

    private async Task AskCopyAsync(List<TapLoad> loads, int[] known)
    {
        using var server = new ServerProcess(_copy);
        using var http = new HttpClient { BaseAddress = server.Address };
        await server.StartAsync(http);
        for (var i = 0; i < loads.Count; i++)
        {
            Assert.True(known[i] > 0);
            for (var answer = 0; answer < known[i]; answer++)
            {
                await loads[i].AskAgainAsync(http, answer);
            }
        }

        await RunAsync(http, loads, () => SomeMoreAsync(loads));
    }

    private void CheckCopy()
    {
        var files = new SqliteFolder(_copy);
        using var rows = new SqliteRows(files);
        Assert.True(JournalVerifier.Verify(rows).IsSound);
        var state = ShardLoader.Fold(rows, new ColdRowsKept()).State;
        Assert.All(TrialBalance.Of(state.Ledger).Sums(), sum => Assert.Equal(Int128.Zero, sum.Value));

        var options = new SoftwareHsmOptions { Folder = Path.Combine(_copy, "keys"), World = HsmWorld.Test };
        using var hsm = SoftwareHsm.Open(options);
        using var vault = PanVault.Open(Path.Combine(_copy, "vault.db"), hsm.Rows, TimeProvider.System);
        using var subjects = SubjectStore.Open(Path.Combine(_copy, "subjects.db"), hsm.Rows, TimeProvider.System);
        var cards = state.Cards.AllCards().ToList();
        Assert.True(cards.Count > Phones);
        Assert.All(cards, card =>
        {
            Assert.True(vault.TryReveal(new Id<VaultRow>(card.Pan.Value), RevealReason.Clearing, out var pan));
            Assert.EndsWith(card.LastFour, pan.Reveal(), StringComparison.Ordinal);
            Assert.NotNull(subjects.Get(new Id<SubjectRow>(card.Holder.Value), "name"));
        });
    }

    private int Copy(string folder) =>
        Verbs.Root().Parse(["backup", "--data", folder, "--to", _copy, "--json"]).Invoke();

    private async Task RunAsync(HttpClient http, List<TapLoad> loads, Func<Task> meanwhile)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var running = loads.Select(load => Task.Run(() => load.RunAsync(http, stop.Token))).ToArray();
        await meanwhile();
        await stop.CancelAsync();
        await Task.WhenAll(running);
    }

    private async Task SomeMoreAsync(List<TapLoad> loads)
    {
        var enough = loads.Sum(load => load.Answers.Count) + Some;
        while (loads.Sum(load => load.Answers.Count) < enough)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _limit.Token);
        }
    }

    private static async Task EnrolAsync(
        DemoServer demo, HttpClient http, TaskCompletionSource first, CancellationTokenSource stop)
    {
        var issuer = new TesseraClient(http, new TesseraClientOptions { ApiKey = demo.Host.DemoKeys!.Issuer });
        while (!stop.IsCancellationRequested)
        {
            var account = await issuer.Accounts.OpenAsync(new OpenAccount
            {
                Kind = AccountKind.Credit, Currency = "USD", CreditLimit = 1_000_00, CustomerSince = "2020-01-01",
            });
            await issuer.Cards.CreateAsync(new CreateCard
            {
                Account = account.Id,
                Pan = demo.NewPan(),
                Expiry = "2031-12",
                Holder = new CardHolder { Name = "Ada Example", Phone = "+12025550100" },
            });
            first.TrySetResult();
        }
    }
}
