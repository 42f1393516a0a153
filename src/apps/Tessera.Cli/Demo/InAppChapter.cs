using Tessera.Client.Payments;
using Tessera.Device.Wallet;
using Tessera.Emv.InApp;
using Tessera.Primitives;
using Tessera.Server.Demo;

namespace Tessera.Cli.Demo;

/// <summary>An order paid in a shop's app: no terminal, and a cryptogram for this shop and order only.</summary>
internal sealed class InAppChapter(DemoStage stage)
{
    private const string Order = "order 1001";
    private const long AmountMinor = 6_400;

    public async Task PlayAsync(PhoneWallet phone, string token)
    {
        stage.Narrator.Title("In an app");
        phone.TryVerify(DemoStage.Passcode);
        var made = phone.PayInApp(
            token, new InAppOrder(DemoIds.Coffee.ToString(), Order, new Money(AmountMinor, Currency.Usd)));
        var request = new CreateInAppPayment
        {
            Terminal = DemoIds.CoffeeTill.ToString(),
            Amount = AmountMinor,
            Currency = "USD",
            TokenNumber = made.TokenNumber,
            TokenExpiry = made.TokenExpiry,
            SequenceNumber = made.SequenceNumber,
            InApp = new InAppProof(made.Cryptogram, Order),
        };
        var stolen = stage.Keep(await stage.Books.Client.Payments.AuthoriseAsync(
            request with { Terminal = DemoIds.BooksTill.ToString() }));
        stage.Narrator.Tell(
            "another shop hands in what was made for the first", "declined", stolen.DeclineCode ?? "",
            "cryptogram_wrong");
        var paid = stage.Keep(await stage.Coffee.Client.Payments.AuthoriseAsync(request));
        stage.Narrator.Tell("the shop itself: 64.00 for its order", "approved", paid.DeclineCode ?? "");
        var again = stage.Keep(await stage.Coffee.Client.Payments.AuthoriseAsync(request));
        stage.Narrator.Tell("the same once more", "declined", again.DeclineCode ?? "", "counter_used");
    }
}
