using Tessera.Client.Activation;
using Tessera.Device.Wallet;

namespace Tessera.Cli.Demo;

/// <summary>A card becomes a token on a phone, by each of the issuer's paths.</summary>
internal sealed class ActivationChapter(DemoStage stage)
{
    public async Task<(string First, string Second)> PlayAsync(PhoneWallet phone)
    {
        stage.Narrator.Title("Activation: a card becomes a token on a phone");
        var first = await ActivateGreenAsync(phone, await stage.NewCardAsync("1001"));
        var second = await ActivateYellowAsync(phone, await stage.NewCardAsync("2002"));
        await RefuseRedAsync(phone, await stage.NewCardAsync("3003"));
        return (first, second);
    }

    private async Task<(CardActivation Activation, Provisioning Answer)> BeginAsync(
        PhoneWallet phone, string pan, DeviceSignals signals)
    {
        var activation = new CardActivation(phone, stage.Wallet);
        await activation.BeginAsync(pan, DemoStage.Expiry);
        await activation.AcceptTermsAsync();
        return (activation, await activation.LinkAsync(signals));
    }

    private async Task<string> CompleteAsync(CardActivation activation, CardProfile profile, string label)
    {
        var card = await activation.CompleteAsync(profile, label);
        stage.Report.Activations.Add(activation.Current!);
        return card.Token;
    }

    public async Task<string> ActivateGreenAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals());
        var token = await CompleteAsync(activation, CardProfile.Qvsdc, "Cedar Credit");
        stage.Narrator.Tell(
            "green path: good signals, approved at once", "token ACTIVE",
            isExpected: answer.Path == ProvisioningPath.Green
                && activation.Current!.State == ProvisioningState.Completed);
        return token;
    }

    private async Task<string> ActivateYellowAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals(accountScore: 2));
        stage.Narrator.Tell(
            "yellow path: poor account score, the issuer wants a one-time code", "step-up",
            isExpected: answer.Path == ProvisioningPath.Yellow);
        await activation.SendCodeAsync(answer.CodeMethods[0].Kind);
        var mailbox = await stage.Wallet.Mailbox.ListAsync(answer.Id);
        var code = mailbox.Data[^1].Code;
        await stage.MustFailAsync(
            "a wrong one-time code", () => activation.SubmitCodeAsync(code == "000000" ? "000001" : "000000"),
            "code_wrong");
        await activation.SubmitCodeAsync(code);
        var token = await CompleteAsync(activation, CardProfile.Mchip, "Cedar Debit");
        stage.Narrator.Tell("the right code, credentials sealed to the phone", "token ACTIVE");
        return token;
    }

    private async Task RefuseRedAsync(PhoneWallet phone, string pan)
    {
        var (activation, answer) = await BeginAsync(phone, pan, Signals(deviceScore: 1));
        stage.Report.Activations.Add(activation.Current!);
        stage.Narrator.Tell(
            "red path: the worst device score", "declined", string.Join(",", answer.Reasons),
            "device_score_is_worst,device_score_low", answer.Path == ProvisioningPath.Red && answer.Token is null);
    }

    internal static DeviceSignals Signals(int deviceScore = 5, int accountScore = 5) =>
        new()
        {
            DeviceScore = deviceScore,
            AccountScore = accountScore,
            DaysSinceAccountChange = DeviceSignals.Never,
            DaysSinceChannelChange = DeviceSignals.Never,
            DaysSinceLostMode = DeviceSignals.Never,
            NamesOnDevice = 1,
        };
}
