using System.Globalization;
using Tessera.Client;
using Tessera.Client.Cards;
using Tessera.Client.Directory;
using Tessera.Client.Operations;
using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Primitives;
using Tessera.Server.Demo;

namespace Tessera.Cli.Demo;

/// <summary>A bank with a process and books of its own: asked, cut off in the middle, dark, and back again.</summary>
internal sealed class OutsideIssuerChapter(DemoStage stage)
{
    private const ushort Book = 21;
    private const int Answer = 0x0110;
    private const int Polls = 500;

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(20);

    public async Task PlayAsync()
    {
        stage.Narrator.Title("A bank with books of its own, in a process of its own");
        await using var wire = DemoWire.Start(stage.Host.SwitchPort);
        using var bank = new DemoBank(Path.Combine(stage.Folder, "bank"), wire.Port);
        await bank.StartAsync();
        var pan = await RegisterAsync(bank);
        using var phone = await stage.NewPhoneAsync("Maple phone");
        var token = await ActivateAsync(phone, pan);

        var first = await PayAsync(phone, token, 3_000);
        stage.Narrator.Tell("a tap approved by the bank over ISO 8583", "approved", first.DeclineCode ?? "");
        await LoseAnswerAsync(wire, phone, token);
        await AgreeAsync(bank, "taken back by 0420: both books agree");

        bank.Kill();
        var stoodIn = await PayAsync(phone, token, 2_000);
        stage.Narrator.Tell(
            "the bank is down: the network stands in within its limits", "approved", stoodIn.DeclineCode ?? "");
        var over = await PayAsync(phone, token, 9_000);
        stage.Narrator.Tell("and not beyond them", "declined", over.DeclineCode ?? "", "issuer_unavailable");
        await DemoStage.CaptureAsync(stage.Coffee, first, 3_000);
        await DemoStage.CaptureAsync(stage.Coffee, stoodIn, 2_000);
        await bank.StartAsync();
        await AgreeAsync(bank, "the bank is back: advices and presentments replayed, both books agree");
        await CompareDebtAsync(bank);
    }

    private async Task LoseAnswerAsync(DemoWire wire, PhoneWallet phone, string token)
    {
        var left = 1;
        wire.Copies = (isBanks, message) =>
            isBanks && TypeOf(message) == Answer && Interlocked.Decrement(ref left) >= 0 ? 0 : 1;
        var lost = await PayAsync(phone, token, 9_000);
        stage.Narrator.Tell(
            "the bank's approval is lost on the wire: nobody knows", "declined", lost.DeclineCode ?? "",
            "issuer_unavailable");
    }

    private async Task<Payment> PayAsync(PhoneWallet phone, string token, long amount)
    {
        phone.TryVerify(DemoStage.Passcode);
        return stage.Keep(await stage.Coffee.SendAsync(stage.Coffee.Tap(amount, phone.Present(token))));
    }

    private async Task<string> ActivateAsync(PhoneWallet phone, string pan)
    {
        var activation = new CardActivation(phone, stage.Wallet);
        await activation.BeginAsync(pan, DemoStage.Expiry);
        await activation.AcceptTermsAsync();
        await activation.LinkAsync(ActivationChapter.Signals());
        return (await activation.CompleteAsync(Client.Activation.CardProfile.Qvsdc, "Maple Credit")).Token;
    }

    // The network knows the card and its number; the money is at the bank alone.
    private async Task<string> RegisterAsync(DemoBank bank)
    {
        var here = await RegisterAtNetworkAsync();
        var there = await bank.RegisterAsync();
        var body = DemoBank.CardPrefix + "000000001";
        var pan = body + Luhn.CheckDigit(body);
        foreach (var issuer in new[] { here, there })
        {
            var account = await issuer.Accounts.OpenAsync(new OpenAccount
            {
                Kind = AccountKind.Credit,
                Currency = "USD",
                CreditLimit = 500_000,
                CustomerSince = stage.Time.GetUtcNow().AddYears(-2).ToString(
                    "yyyy-MM-dd", CultureInfo.InvariantCulture),
            });
            await issuer.Cards.CreateAsync(new CreateCard
            {
                Account = account.Id,
                Pan = pan,
                Expiry = DemoStage.Expiry,
                Holder = new CardHolder { Name = "Maple Holder", Phone = "+1 555 0121" },
            });
        }

        return pan;
    }

    private async Task<TesseraClient> RegisterAtNetworkAsync()
    {
        var bank = await stage.Operator.Participants.CreateAsync(new CreateParticipant
        {
            Name = "Maple Bank", Roles = [ParticipantRole.Issuer], Book = Book, Code = DemoBank.Code, Country = 840,
            Outside = true,
        });
        var cards = new CreateAccountRange
        {
            Prefix = DemoBank.CardPrefix,
            NumberLength = 16,
            Kind = RangeKind.Funding,
            Issuer = bank.Id,
            Network = DemoIds.Network.ToString(),
            PaymentSystem = "maple_card",
            ApplicationPrefix = "",
        };
        await stage.Operator.AccountRanges.CreateAsync(cards);
        await stage.Operator.AccountRanges.CreateAsync(cards with
        {
            Prefix = "999911",
            Kind = RangeKind.Token,
            TokenRequestor = DemoIds.Requestor.ToString(CultureInfo.InvariantCulture),
        });
        await stage.Operator.Policies.SetPaymentAsync(await stage.Operator.Policies.GetPaymentAsync() with
        {
            StandInLimitMinor = 5_000, StandInDailyMinor = 10_000, StandInDailyCount = 5,
        });
        var key = await stage.Operator.ApiKeys.CreateAsync(
            new CreateApiKey { Name = "Maple Bank", Role = "issuer", Owner = bank.Id });
        return DemoStage.Client(stage.Host, key.Secret!);
    }

    // Nothing waits for the bank any more, and what it holds and has posted is what the network says it does.
    private async Task AgreeAsync(DemoBank bank, string step)
    {
        var (here, there) = ("", " ");
        for (var i = 0; i < Polls && here != there; i++)
        {
            await Task.Delay(i == 0 ? TimeSpan.Zero : PollTime);
            here = await stage.Host.World.Shard.QueryAsync(state => state.Partners.PartnersWaitedFor().Any()
                ? "" : Text(state.Payments.All().Where(payment => payment.Facts.IssuerBook == Book)
                    .Select(payment => (payment.HeldMinor, payment.CapturedMinor))));
            there = Text((await bank.Operator.Payments.ListAsync()).Data
                .Select(payment => (payment.AmountHeld, payment.AmountCaptured)));
        }

        stage.Narrator.Tell(step, here, isExpected: here == there);
    }

    // The due-from side in the network's book and the due-to side in the bank's own.
    private async Task CompareDebtAsync(DemoBank bank)
    {
        var claimed = PositionOf(await stage.Operator.Settlements.PositionsAsync(), await IdAtAsync(stage.Operator));
        var owed = PositionOf(await bank.Operator.Settlements.PositionsAsync(), await IdAtAsync(bank.Operator));
        stage.Narrator.Tell(
            "what the network says the bank owes is what the bank's own books say",
            string.Create(CultureInfo.InvariantCulture, $"{-claimed / 100m:F2}"),
            isExpected: claimed == owed && claimed < 0);
    }

    private static long PositionOf(Client.Settlement.PositionReport report, string participant) =>
        report.Positions.Where(position => position.Participant == participant).Sum(position => position.Net);

    private static async Task<string> IdAtAsync(TesseraClient client) =>
        (await client.Participants.ListAsync(new Client.Wire.PageQuery(100))).Data
            .Single(participant => participant.Code == DemoBank.Code).Id;

    private static string Text(IEnumerable<(long Held, long Captured)> amounts)
    {
        var all = amounts.ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{all.Sum(a => a.Held) / 100m:F2} held, {all.Sum(a => a.Captured) / 100m:F2} captured");
    }

    private static int TypeOf(byte[] message) =>
        Convert.ToInt32(System.Text.Encoding.ASCII.GetString(message, 0, 4), 16);
}
