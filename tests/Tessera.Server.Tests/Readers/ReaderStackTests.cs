using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Client.Activation;
using Tessera.Core;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Operations;
using Tessera.Terminal;
using Tessera.Terminal.Acquiring;
using Tessera.Terminal.Readers;
using Tessera.Terminal.Till;

namespace Tessera.Server.Tests.Readers;

/// <summary>
/// Goal: any PC/SC program can read the device, and the till can read any PC/SC card. Method: pcscd, its virtual
/// reader and <c>tessera device</c> run as programs; the clients are other people's programs and the till's own kernel
/// through libpcsclite.
/// </summary>
public sealed class ReaderStackTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const int Taps = 1_000;
    private const string SelectDirectory = "00A404000E325041592E5359532E444446303100";

    [Fact]
    public async Task A_thousand_taps_through_the_whole_stack_are_verified_and_approved_without_an_error()
    {
        var phone = Directory.CreateTempSubdirectory("tessera-phone-").FullName;
        try
        {
            var token = await ActivateAsync(phone);
            using var stack = ReaderStack.Start("--folder", phone);
            using var readers = CardReaders.Open();
            var till = new PointOfSale(
                new TillSettings { Reader = Reader(), MerchantName = "CORNER COFFEE" },
                new RestAcquirer(server.Coffee, DemoIds.CoffeeTill.ToString()),
                new TillMemory(),
                TimeProvider.System);
            for (var tap = 1; tap <= Taps; tap++)
            {
                using var card = readers.Connect(ReaderStack.FirstSlot);
                var sale = await till.SellAsync(new Money(tap, Currency.Usd), card.Channel);
                Assert.True(sale.Status == SaleStatus.Approved, $"tap {tap}: {sale.Status} {sale.Reason} {card.Fault}");
            }

            var highest = await server.Host.World.Shard.QueryAsync(state =>
            {
                state.Tokens.TryFind(token, out var row);
                return state.Tokens[row].AtcHighest;
            });
            Assert.Equal(Taps, highest);
        }
        finally
        {
            Directory.Delete(phone, recursive: true);
        }
    }

    [Fact]
    public async Task The_terminal_program_shows_the_trial_card_and_sells_to_an_activated_phone()
    {
        using (ReaderStack.Start("--verify"))
        {
            var shown = await TerminalAsync("--amount", "120.00", "--json");
            Assert.Equal("asks_online", shown["outcome"]!.GetValue<string>());
            Assert.Equal("999910******9991", shown["card"]!.GetValue<string>());
            Assert.Equal("OnDevice", shown["verification"]!.GetValue<string>());
        }

        var phone = Directory.CreateTempSubdirectory("tessera-phone-").FullName;
        try
        {
            await ActivateAsync(phone);
            using var stack = ReaderStack.Start("--folder", phone);
            var sold = await TerminalAsync(
                "--amount", "12.50", "--json", "--server", server.Host.Address.ToString(),
                "--terminal", DemoIds.CoffeeTill.ToString());
            Assert.Equal("approved", sold["outcome"]!.GetValue<string>());
            var paid = await server.Coffee.Payments.GetAsync(sold["reference"]!.GetValue<string>());
            Assert.Equal(1_250, paid.Amount);
            var large = await TerminalAsync("--amount", "99.00", "--json");
            Assert.Equal("VerifyOnDevice", large["reason"]!.GetValue<string>());
        }
        finally
        {
            Directory.Delete(phone, recursive: true);
        }
    }

    [Theory]
    [InlineData("contactless", "3b:85:80:01:80:63:54:53:52:b2")]
    [InlineData("contact", "3b:e5:00:00:81:31:fe:45:80:63:54:53:52:58")]
    public async Task Opensc_tool_reads_the_answer_to_reset_and_the_directory(string style, string answer)
    {
        using var stack = ReaderStack.Start("--interface", style);
        Assert.Contains(answer, await ReaderStack.RunAsync("opensc-tool", ["-r", "0", "-a"]), StringComparison.Ordinal);
        var directory = await ReaderStack.RunAsync(
            "opensc-tool", ["-r", "0", "-c", "default", "-s", "FFCA000000", "-s", SelectDirectory]);
        Assert.Equal(2, directory.Split("Received (SW1=0x90, SW2=0x00)").Length - 1);
        Assert.Contains("2PAY.SYS.DDF", directory, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scriptor_sees_the_selection_forgotten_by_a_reset()
    {
        using var stack = ReaderStack.Start();
        var answers = await ReaderStack.RunAsync(
            "scriptor", ["-r", ReaderStack.FirstSlot],
            """
            reset
            00 A4 04 00 0A F0 54 45 53 53 45 52 41 01 02 00
            80 A8 00 00 02 83 00 00
            reset
            80 A8 00 00 02 83 00 00

            """);
        Assert.Equal(2, answers.Split("90 \n00 : Normal processing").Length + answers.Split("90 00 : ").Length - 2);
        Assert.Contains("69 85 : ", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cardpeek_walks_through_the_card_without_an_error()
    {
        using var stack = ReaderStack.Start("--interface", "contact");
        var home = Directory.CreateTempSubdirectory("tessera-cardpeek-").FullName;
        try
        {
            // The first run only installs its scripts. It asks for ever on an empty input, so it always gets answers.
            await PeekAsync(home, "0");
            var log = await PeekAsync(home, $"dofile('{home}/.cardpeek/scripts/emv.lua')");
            foreach (var application in (string[])["F0544553534552410101", "F0544553534552410102"])
            {
                // By the contact directory or the contactless one (PPSE), whichever it finds first.
                Assert.Contains($"PSE contains application #{application}", log, StringComparison.Ordinal);
                Assert.Matches(
                    $"(?s)Processing application #{application}.*?Attempting GPO.*?Recv: 9000 (77|80)", log);
            }

            Assert.Contains("Recv: 9000 70", log, StringComparison.Ordinal);
            Assert.DoesNotContain("ERROR", log, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    public async Task The_npm_package_smartcard_reads_the_card()
    {
        var folder = Path.Combine(Protocols.Tests.RepositoryFolder.Root, "tests", "interop");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "smartcard")))
        {
            Assert.Skip("the npm package smartcard is missing; ./test installs it where libpcsclite-dev is there");
        }

        using var stack = ReaderStack.Start();
        var text = await ReaderStack.RunAsync(
            "node", [Path.Combine(folder, "smartcard.mjs"), "FFCA000000", SelectDirectory]);
        using var answers = JsonDocument.Parse(text);
        Assert.Equal("3B8580018063545352B2", answers.RootElement.GetProperty("atr").GetString());
        var responses = answers.RootElement.GetProperty("responses").EnumerateArray().Select(r => r.GetString()!);
        Assert.Collection(
            responses,
            number => Assert.Matches("^08[0-9A-F]{6}9000$", number),
            directory => Assert.Matches("^6F[0-9A-F]+9000$", directory));
    }

    [Fact]
    public void A_card_taken_out_in_the_middle_ends_the_tap_with_a_sentence()
    {
        var stack = ReaderStack.Start();
        using var readers = CardReaders.Open();
        using var card = readers.Connect(ReaderStack.FirstSlot);
        Assert.False(card.Channel(Convert.FromHexString(SelectDirectory)).IsEmpty);
        stack.Dispose();
        Assert.True(card.Channel(Convert.FromHexString(SelectDirectory)).IsEmpty);
        Assert.NotNull(card.Fault);
        Assert.True(card.Channel(Convert.FromHexString(SelectDirectory)).IsEmpty);
    }

    [Fact]
    public void An_empty_slot_an_unknown_reader_and_no_daemon_are_sentences()
    {
        using (ReaderStack.Start())
        {
            using var readers = CardReaders.Open();
            Assert.Contains("Virtual PCD 00 01", readers.Names());
            Assert.Contains("removed", Refused(() => readers.Connect("Virtual PCD 00 01")), StringComparison.Ordinal);
            Assert.Contains("No such card reader", Refused(() => readers.Find("ACR")), StringComparison.Ordinal);
            Assert.Null(readers.WaitForCard(["Virtual PCD 00 01"], TimeSpan.FromMilliseconds(1)));
        }

        Assert.Contains("PC/SC daemon", Refused(() => CardReaders.Open().Names()), StringComparison.Ordinal);
    }

    private async Task<JsonNode> TerminalAsync(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "tessera.dll");
        var text = await ReaderStack.RunAsync(
            "dotnet", ["exec", program, "terminal", "--reader", ReaderStack.FirstSlot, .. arguments],
            apiKey: server.Host.DemoKeys!.Coffee);
        var from = text.IndexOf('{', StringComparison.Ordinal);
        Assert.True(from >= 0, text);
        return JsonNode.Parse(text[from..(text.LastIndexOf('}') + 1)])!;
    }

    private static string Refused(Action act) => Assert.Throws<TerminalException>(act).Message;

    private static Task<string> PeekAsync(string home, string script) => ReaderStack.RunAsync(
        "cardpeek", ["-c", "-r", $"pcsc://{ReaderStack.FirstSlot}", "-e", script], "1\n1\n1\n", home);

    private static ReaderConfiguration Reader() => new()
    {
        Currency = Currency.Usd,
        CountryNumber = 840,
        TerminalIdentification = "COFFEE01",
        Applications =
        [
            new ReaderApplication(
                Hex.Read("F0544553534552410101"), ReaderApplication.QvsdcKernel, ReaderLimits.OnlineOnly(5_000)),
        ],
    };

    private async Task<Id<IdKinds.Token>> ActivateAsync(string folder)
    {
        using var wallet = new PhoneWallet(folder, TimeProvider.System);
        var (pan, _, _) = await server.NewCardAsync(limit: 1_000_000);
        await wallet.RegisterAsync(server.Wallet, "A phone at a reader");
        var activation = new CardActivation(wallet, server.Wallet);
        await activation.BeginAsync(pan, "2031-12");
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(Activation.TestPhone.Signals());
        var card = await activation.CompleteAsync(CardProfile.Qvsdc, "Cedar Bank");
        return Id<IdKinds.Token>.TryParse(card.Token, out var token) ? token : default;
    }
}
