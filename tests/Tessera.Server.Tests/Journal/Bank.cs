using System.Globalization;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Directory;
using Tessera.Core.Ledger;
using Tessera.Core.Payments;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

/// <summary>Commands of a small world: one issuer, one shop, one phone, cards with a token each.</summary>
internal static class Bank
{
    public const int Tokens = 4;

    private const ulong Requestor = 50_000_000_001;

    private static readonly BookId Issuer = new(1);
    private static readonly Id<IdKinds.Merchant> Shop = new(101);
    private static readonly Id<IdKinds.Device> Phone = new(201);

    public static Id<IdKinds.CardAccount> Account(int card) => new((UInt128)(1_000 + card));

    public static Id<IdKinds.Token> Token(int card) => new((UInt128)(3_000 + card));

    public static Id<IdKinds.Payment> Payment(int tap) => new((UInt128)(100_000 + tap));

    public static IEnumerable<Command> Setup(Timestamp now)
    {
        yield return new DirectoryCommand.RegisterParticipant(Party(1, ParticipantRoles.Issuer), "setup");
        yield return new DirectoryCommand.RegisterParticipant(Party(2, ParticipantRoles.Network), "setup");
        yield return new DirectoryCommand.RegisterParticipant(Party(3, ParticipantRoles.Acquirer), "setup");
        yield return new DirectoryCommand.RegisterParticipant(Party(4, ParticipantRoles.Wallet), "setup");
        yield return new DirectoryCommand.RegisterRequestor(
            new TokenRequestor(Requestor, "Wallet", "tessera", 4, 15), "setup");
        yield return new DirectoryCommand.RegisterRange(
            new AccountRange("999910", 16, RangeKind.Token, 1, 2, "demo", "tessera", Requestor, "F0"), "setup");
        yield return new DirectoryCommand.SetFees(new FeeTable(1, 150, 10), "setup");
        yield return new DirectoryCommand.RegisterMerchant(Merchant(), "setup");
        yield return new DirectoryCommand.RegisterTerminal(
            new PaymentTerminal(new Id<IdKinds.Terminal>(1), Shop, "TILL0001"), "setup");
        yield return new ActivationCommand.RegisterDevice(Phone, default, [1, 2, 3], Requestor);
        for (var card = 0; card < Tokens; card++)
        {
            foreach (var command in CardWithToken(card, now))
            {
                yield return command;
            }
        }
    }

    public static CardCommand.Deposit Deposit(int card, long amountMinor) =>
        new(Account(card), amountMinor, Currency.Usd);

    public static PaymentCommand.Authorise Tap(DirectoryState directory, int tap, long amountMinor, Timestamp now)
    {
        var card = tap % Tokens;
        var number = Number(card);
        var date = now.Date;
        return new PaymentCommand.Authorise
        {
            Payment = Payment(tap),
            TraceKey = (UInt128)(900_000 + tap),
            Facts = directory.Facts(directory.Terminals.Values.First(), directory.FindRange(number.Reveal())!),
            Number = number,
            AmountMinor = amountMinor,
            Currency = Currency.Usd,
            EntryMode = EntryMode.ContactlessChip,
            ApplicationId = "F0544553534552410101",
            UnpredictableNumber = 77,
            Verdict = new CryptogramVerdict(
                true, 1, (ushort)((tap / Tokens) + 1), amountMinor, Currency.Usd,
                (date.Year % 100 * 10_000) + (date.Month * 100) + date.Day, 77, CardholderVerification.Device),
            TraceNumber = tap,
            RetrievalReference = "000000000001",
        };
    }

    public static PaymentCommand.Capture Capture(int tap, int capture, long amountMinor, bool isFinal) =>
        new(Payment(tap), Shop, new Id<IdKinds.Capture>((UInt128)(500_000 + capture)), amountMinor, isFinal);

    public static PaymentCommand.Refund Refund(int tap, int refund, long amountMinor) =>
        new(Payment(tap), Shop, new Id<IdKinds.Refund>((UInt128)(600_000 + refund)), amountMinor);

    public static PaymentCommand.Void Void(int tap) => new(Payment(tap), Shop);

    public static PaymentCommand.ReportRefusedAttempt RefusedAttempt() =>
        new(Shop, new Id<IdKinds.Terminal>(1), "other");

    public static Pan Number(int card) => Pan.FromNumber(9999_1000_0000_0000 + (ulong)card, 16);

    private static IEnumerable<Command> CardWithToken(int card, Timestamp now)
    {
        var cardId = new Id<IdKinds.Card>((UInt128)(2_000 + card));
        var provisioning = new Id<IdKinds.Provisioning>((UInt128)(4_000 + card));
        yield return new CardCommand.OpenAccount(
            Account(card), Issuer, CardAccountKind.Credit, Currency.Usd, 100_000_000,
            now.Plus(TimeSpan.FromDays(-365)));
        yield return new CardCommand.Enrol(new Card(
            cardId, Account(card), new Id<IdKinds.Pan>((UInt128)(5_000 + card)), "1234", 3012, 0,
            new Id<IdKinds.Subject>((UInt128)(7_000 + card)),
            "T9999" + card.ToString("D24", CultureInfo.InvariantCulture), CardStatus.Active));
        yield return new ActivationCommand.CheckEligibility(provisioning, cardId, Phone);
        yield return new ActivationCommand.AcceptTerms(provisioning, 1);
        yield return new ActivationCommand.Provision(
            provisioning, new DeviceSignals(5, 5, int.MaxValue, int.MaxValue, int.MaxValue, 1), Token(card),
            [Number(card)]);
        yield return new ActivationCommand.Complete(provisioning, Phone, 1);
    }

    private static Participant Party(ushort book, ParticipantRoles roles) => new(
        new Id<IdKinds.Participant>(book), book, $"1000{book}", $"Party {book}", roles, 840);

    private static Merchant Merchant() => new()
    {
        Id = Shop,
        Number = 1,
        AcquirerBook = 3,
        Name = "Shop",
        CategoryCode = 5411,
        Country = 840,
        CurrencyNumber = 840,
        FeeBasisPoints = 200,
        FeeFixedMinor = 10,
        RefusedSystems = [],
    };
}
