using System.CommandLine;
using Tessera.Device;
using Tessera.Device.Readers;
using Tessera.Device.Wallet;
using Tessera.Emv.Applet;
using Tessera.Emv.Kernel;

namespace Tessera.Cli.Readers;

/// <summary><c>tessera device</c>: a phone of this computer as a card in the virtual PC/SC reader.</summary>
internal static class DeviceVerb
{
    private const string PasscodeVariable = "TESSERA_PASSCODE";

    private static readonly Option<string?> Reader = new("--reader")
    {
        Description = "The virtual reader's slot, HOST:PORT; without a value the first one, 127.0.0.1:35963.",
        Arity = ArgumentArity.ZeroOrOne,
        Required = true,
    };

    private static readonly Option<string?> Folder = new("--folder")
    {
        Description = "A phone's folder. Without it: a trial card that no server knows.",
    };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "Which token pays, when the phone has several.",
    };

    private static readonly Option<CardInterface> Style = new("--interface")
    {
        Description = "Whether the ATR is a contactless card's or a chip card's.",
        DefaultValueFactory = _ => CardInterface.Contactless,
    };

    private static readonly Option<bool> Verify = new("--verify")
    {
        Description = $"Verify the holder before every tap; a phone's passcode comes from {PasscodeVariable}.",
    };

    public static Command Create()
    {
        var verb = new Command("device", Usage.Text(
            "Puts a phone's card into the virtual PC/SC reader (vsmartcard-vpcd), until it is told to stop.",
            "Exit codes: 0 stopped as asked, or the reader went away; 1 no such reader, phone or token; 2 usage.",
            "tessera device --reader",
            "tessera device --reader 127.0.0.1:35964 --folder data/demo-phones/First-phone --verify"))
        {
            Reader, Folder, Token, Style, Verify,
        };
        verb.Validators.Add(result =>
        {
            if (!ReaderAddress.TryRead(result.GetValue(Reader), VirtualReader.FirstPort, out _))
            {
                result.AddError("--reader wants HOST:PORT.");
            }
        });
        verb.SetAction(RunAsync);
        return verb;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        try
        {
            if (result.GetValue(Folder) is { } folder)
            {
                using var wallet = Open(folder);
                var token = Choose(wallet, result.GetValue(Token));
                var passcode = Environment.GetEnvironmentVariable(PasscodeVariable) ?? "";
                return await ServeAsync(
                    result, token.Label, () => wallet.Present(token.Token), () => wallet.TryVerify(passcode), cancel);
            }

            using var card = new DemoCard();
            return await ServeAsync(result, "the trial card", card.Present, card.Verify, cancel);
        }
        catch (Exception fault) when (fault is WalletException or IOException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failure;
        }
    }

    private static async Task<int> ServeAsync(
        ParseResult result, string name, Func<CardChannel> present, Func<bool> verify, CancellationToken cancel)
    {
        ReaderAddress.TryRead(result.GetValue(Reader), VirtualReader.FirstPort, out var address);
        var card = new VirtualCard(Hold, result.GetValue(Style));
        using var reader = await VirtualReader.InsertAsync(address.Host, address.Port, cancel);
        await Console.Error.WriteLineAsync(
            $"In the reader at {address.Host}:{address.Port}: {name}. Ctrl-C takes it out.");
        await reader.RunAsync(card, cancel);
        await Console.Error.WriteLineAsync(cancel.IsCancellationRequested ? "Taken out." : "The reader went away.");
        return ExitCode.Success;

        CardChannel Hold()
        {
            if (result.GetValue(Verify) && !verify())
            {
                Console.Error.WriteLine($"The passcode in {PasscodeVariable} is wrong, or the phone is blocked.");
            }

            return present();
        }
    }

    // A folder without a phone is a mistake here, not a new phone.
    private static PhoneWallet Open(string folder) =>
        File.Exists(Path.Combine(folder, "wallet.sealed"))
            ? new PhoneWallet(folder, TimeProvider.System)
            : throw new WalletException($"No phone lives in {folder}.");

    private static WalletCard Choose(PhoneWallet wallet, string? wanted)
    {
        var able = wallet.Cards.Where(card => card.State == AppletState.Active).ToArray();
        return able.FirstOrDefault(card => wanted is null || card.Token == wanted)
            ?? throw new WalletException(wanted is null
                ? "The phone has no token that can pay."
                : "The phone has no such token, or it cannot pay now.");
    }
}
