using Tessera.Client.Payments;
using Tessera.Server.Demo;
using Tessera.Server.Tests.Activation;
using Tessera.Server.Tests.Operations;

namespace Tessera.Server.Tests.Partners;

// Goal: the cable to the bank is pulled in the middle of everything, messages are lost and doubled, both ends restart;
// when it is quiet again both books say the same.
public sealed class CablePullTests
{
    private const int Rounds = 4;
    private const int PaymentsEach = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Both_books_end_equal(int seed)
    {
        Random chance = new(seed);
        await using OutsideBank world = await OutsideBank.StartAsync();
        using TestPhone phone = await world.NewPhoneAsync(60_000);
        world.Wire.Copies = (_, _) =>
        {
            lock (chance)
                return chance.Next(8) switch { 0 => 0, 1 => 2, _ => 1 };
        };
        for (int round = 0; round < Rounds; round++)
        {
            Task<Payment[]> payments = Task.WhenAll(Requests(phone, chance).Select(
                request => world.Coffee.Payments.AuthoriseAsync(request)));
            await Task.Delay(chance.Next(20), TestContext.Current.CancellationToken);
            world.Wire.Pull();
            await Task.Delay(chance.Next(200), TestContext.Current.CancellationToken);
            world.Wire.Plug();
            await ActAsync(world, await payments, chance);
            if (round == Rounds / 2)
            {
                await OutsideBank.StopAsync(world.Bank);
                await world.StartBankAsync();
            }
        }

        world.Wire.Copies = (_, _) => 1;
        await world.DrainAsync();
        await world.AssertEqualAsync();
    }

    private static List<CreatePayment> Requests(TestPhone phone, Random chance)
    {
        List<CreatePayment> requests = [];
        for (int i = 0; i < PaymentsEach; i++)
        {
            long amount = chance.Next(100, 4_000);
            requests.Add(phone.Pay(DemoIds.CoffeeTill.ToString(), amount, phone.Tap(amount, DemoServer.Today)));
        }

        return requests;
    }

    private static async Task ActAsync(OutsideBank world, Payment[] payments, Random chance)
    {
        foreach (Payment payment in payments.Where(p => p.State == PaymentState.Authorised))
        {
            int act;
            lock (chance)
                act = chance.Next(3);
            if (act == 0)
                await world.Coffee.Payments.VoidAsync(payment.Id);
            else if (act == 1)
                await world.Coffee.Payments.CaptureAsync(payment.Id, new CapturePayment(payment.Amount / 2, "USD"));
        }
    }
}
