using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Client;
using Tessera.Device;
using Tessera.Server;
using Tessera.Server.Demo;
using Tessera.Server.Switch;

namespace Tessera.Cli.Demo;

internal static class DemoVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonOutput.Indented)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON object instead of the story." };
        var keep = new Option<string>("--keep") { Description = "A new or empty folder for the data, which stay." };
        keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } folder && Directory.Exists(folder)
                && Directory.EnumerateFileSystemEntries(folder).Any())
            {
                result.AddError($"{folder} is not empty.");
            }
        });
        var command = new Command("demo", Usage.Text(
            "Shows the whole path once: activations, taps, captures, settlement, books; real code, a temporary folder.",
            "Exit codes: 0 every step went as it should; 1 one did not; 2 usage.",
            "tessera demo", "tessera demo --json | jq .ledger.sums", "tessera demo --keep /tmp/demo"))
        {
            json, keep,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(json), parsed.GetValue(keep)));
        return command;
    }

    private static async Task<int> RunAsync(bool isJson, string? kept)
    {
        var folder = kept is null
            ? Directory.CreateTempSubdirectory("tessera-demo-").FullName : Directory.CreateDirectory(kept).FullName;
        var report = new DemoReport();
        var narrator = new DemoNarrator(report, isJson);
        try
        {
            await RunAsync(folder, report, narrator);
        }
        catch (Exception fault) when (fault is DemoException or TesseraProblemException or HttpRequestException
            or WalletException or IOException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"The demo stopped: {fault.Message}");
            return ExitCode.Failure;
        }
        finally
        {
            if (kept is null)
            {
                Directory.Delete(folder, recursive: true);
            }

            if (isJson)
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));
            }
            else
            {
                DemoPrinter.Print(report);
            }
        }

        return narrator.IsAllExpected ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task RunAsync(string folder, DemoReport report, DemoNarrator narrator)
    {
        await using var host = await TesseraHost.StartAsync(new TesseraHostOptions
        {
            Folder = Path.Combine(folder, "server"),
            Urls = ["http://127.0.0.1:0"],
            SwitchPort = 0,
            AllowsPlainSwitch = true,
            IsDemo = true,
            Switch = new SwitchSettings
            {
                FundingTime = TimeSpan.FromSeconds(2), RepeatTime = TimeSpan.FromMilliseconds(200),
            },
        });
        var keys = await DemoWorld.SeedAsync(host.World);
        await new DemoScript(host, keys, report, narrator, folder).RunAsync();
        await host.StopAsync();
    }
}
