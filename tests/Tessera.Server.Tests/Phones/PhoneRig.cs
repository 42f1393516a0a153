using Tessera.Client.Activation;
using Tessera.Device.Wallet;
using Tessera.Emv.Kernel;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Phones;

/// <summary>A phone in a folder of its own, with its token service.</summary>
internal sealed class PhoneRig : IDisposable
{
    public static readonly DeviceSignals Signals = new() { DeviceScore = 4, AccountScore = 4 };

    public PhoneRig()
    {
        Folder = Directory.CreateTempSubdirectory("tessera-phone-").FullName;
        Wallet = new PhoneWallet(Folder, TimeProvider.System);
    }

    public string Folder { get; }

    public FakeTokenService Service { get; } = new();

    public PhoneWallet Wallet { get; private set; }

    public void Reopen()
    {
        Wallet.Dispose();
        Wallet = new PhoneWallet(Folder, TimeProvider.System);
    }

    public async Task<CardActivation> ApproveAsync()
    {
        var client = Service.Client();
        if (Wallet.Device is null)
        {
            await Wallet.RegisterAsync(client, "phone");
        }

        var activation = new CardActivation(Wallet, client);
        await activation.BeginAsync("9999000000000008", "2030-12");
        await activation.AcceptTermsAsync();
        var linked = await activation.LinkAsync(Signals);
        if (linked.State == ProvisioningState.StepUp)
        {
            await activation.SendCodeAsync(linked.CodeMethods[0].Kind);
            await activation.SubmitCodeAsync(FakeTokenService.Code);
        }

        return activation;
    }

    public async Task<WalletCard> ActivateAsync() =>
        await (await ApproveAsync()).CompleteAsync(CardProfile.Qvsdc, "Demo Bank");

    public TapOutcome Tap(long amountMinor) => Tap(Wallet.Present("tok_1"), amountMinor);

    public static TapOutcome Tap(CardChannel channel, long amountMinor)
    {
        var reader = new ReaderConfiguration
        {
            Currency = Currency.Usd,
            CountryNumber = 840,
            Applications =
            [
                new ReaderApplication(Hex.Read("F0544553534552410101"), 3, ReaderLimits.OnlineOnly(5_000)),
                new ReaderApplication(Hex.Read("F0544553534552410102"), 2, ReaderLimits.OnlineOnly(5_000)),
            ],
        };
        var request = new TapRequest(
            new Money(amountMinor, Currency.Usd), new DateTime(2026, 11, 25, 0, 0, 0, DateTimeKind.Utc), 1, 1);
        return new ContactlessReader(reader).Run(request, channel);
    }

    public void Dispose()
    {
        Wallet.Dispose();
        Service.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
