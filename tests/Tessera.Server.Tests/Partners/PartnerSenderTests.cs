using System.Globalization;
using Tessera.Core;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Demo;
using Tessera.Server.Partners;
using Tessera.Server.Switch;
using Tessera.Server.Tests.Operations;
using Tessera.Server.Tests.Switch;
using Participant = Tessera.Core.Directory.Participant;
using Verdict = Tessera.Core.Payments.CryptogramVerdict;

namespace Tessera.Server.Tests.Partners;

// Goal: banks with messages waiting are independent of each other. A bank here is a link whose answers the test makes.
public sealed class PartnerSenderTests : IAsyncLifetime
{
    private readonly DemoServer server = new();
    private readonly List<SwitchLink> links = [];
    private uint next;

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        links.ForEach(link => link.Close());
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_silent_partner_holds_up_no_other()
    {
        Bank silent = await BankAsync(61, _ => null);
        Bank prompt = await BankAsync(62, _ => ResponseCode.Approved);
        await TakeBackAsync(silent);
        await SwitchRig.UntilAsync(() => silent.Asked == 1);
        for (int i = 0; i < 3; i++)
            await TakeBackAsync(prompt);
        await UntilNothingWaitsForAsync(prompt);
        Assert.Equal((3, 1), (prompt.Asked, silent.Asked));
    }

    [Fact]
    public async Task One_that_says_later_is_not_asked_again_by_what_others_are_sent()
    {
        Bank later = await BankAsync(61, _ => new ResponseCode('9', '1'));
        Bank prompt = await BankAsync(62, _ => ResponseCode.Approved);
        await TakeBackAsync(later);
        for (int i = 0; i < 30; i++)
            await TakeBackAsync(prompt);
        await UntilNothingWaitsForAsync(prompt);
        Assert.InRange(later.Asked, 1, 5);
    }

    [Fact]
    public async Task One_that_said_later_is_asked_at_once_on_a_new_link()
    {
        Bank bank = await BankAsync(61, asked => asked == 1 ? new ResponseCode('9', '6') : ResponseCode.Approved);
        await TakeBackAsync(bank);
        await SwitchRig.UntilAsync(() => bank.Asked == 1);
        Connect(bank);
        await UntilNothingWaitsForAsync(bank);
        Assert.Equal(2, bank.Asked);
    }

    private async Task<Bank> BankAsync(ushort book, Func<int, ResponseCode?> answer)
    {
        string code = $"999000000{book}";
        Participant partner = new(
            new(book), book, code, "Bank", ParticipantRoles.Issuer, 840, IsOutside: true);
        AccountRange range = new(
            $"9999{book}", 16, RangeKind.Funding, book, DemoIds.NetworkBook, "card", "card", 0, "F0");
        await MustAsync(new DirectoryCommand.RegisterParticipant(partner, "test"));
        await MustAsync(new DirectoryCommand.RegisterRange(range, "test"));
        await server.Host.World.Directory.RefreshAsync();
        Bank bank = new(partner, range, answer);
        Connect(bank);
        return bank;
    }

    private void Connect(Bank bank)
    {
        SwitchDoor door = Service<SwitchDoor>();
        SwitchLink link = new(door, bank.Partner);
        link.Send = bytes =>
        {
            if (bank.Answer(bytes, door.Settings.Dialect) is { } answer)
                _ = Task.Run(() => link.TryTakeAnswer(answer));
            return true;
        };
        links.Add(link);
        Service<PartnerLinks>().Add(bank.Partner.Code, link);
    }

    /// <summary>A payment that the bank never answered: the network declines it and queues the reversal.</summary>
    private async Task TakeBackAsync(Bank bank)
    {
        uint serial = ++next;
        DirectoryState directory = server.Host.World.Directory.Current;
        ulong first = ulong.Parse(bank.Range.Prefix, CultureInfo.InvariantCulture) * 10_000_000_000;
        Pan number = Pan.FromNumber(first + serial, 16);
        var row = await server.Host.World.Vault.StoreForAsync(number, TimeSpan.FromDays(1));
        Id<IdKinds.Payment> payment = new(serial);
        await MustAsync(new PaymentCommand.Authorise
        {
            Payment = payment,
            TraceKey = serial,
            Facts = directory.Facts(directory.Terminals[DemoIds.CoffeeTill.Value], bank.Range),
            Number = number,
            IsCard = true,
            Pan = new(row.Value),
            AmountMinor = 100,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "F0",
            UnpredictableNumber = 0,
            Verdict = Verdict.LeftToIssuer,
            TraceNumber = (int)serial,
            RetrievalReference = serial.ToString("D12", CultureInfo.InvariantCulture),
        });
        await MustAsync(new PaymentCommand.Conclude(payment, FundingAnswer.Unknown));
    }

    private async Task UntilNothingWaitsForAsync(Bank bank)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (await server.Host.World.Shard.QueryAsync(
            state => state.Partners.CountFor(new BookId(bank.Partner.Book))) > 0)
            limit.Token.ThrowIfCancellationRequested();
    }

    private async Task MustAsync(Command command)
    {
        var outcome = await server.Host.World.Shard.ExecuteAsync(command, (UInt128)0x5E4D << 64 | ++next, 0);
        Assert.True(outcome.Reply is not null, outcome.ToString());
    }

    private T Service<T>() => (T)server.Host.Services.GetService(typeof(T))!;

    private sealed class Bank(Participant partner, AccountRange range, Func<int, ResponseCode?> answer)
    {
        private int asked;

        public Participant Partner => partner;

        public AccountRange Range => range;

        public int Asked => Volatile.Read(ref asked);

        public byte[]? Answer(byte[] request, Dialect dialect)
        {
            Assert.True(IsoMessage.TryRead(request, dialect, out IsoMessage message, out _));
            return answer(Interlocked.Increment(ref asked)) is { } code
                ? new AnswerWriter(dialect).Write(message, new AnswerFields(code))
                : null;
        }
    }
}
