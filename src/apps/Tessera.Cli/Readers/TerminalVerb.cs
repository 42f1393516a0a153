using System.CommandLine;
using System.Text.Json.Nodes;
using Tessera.Emv.Kernel;
using Tessera.Primitives;
using Tessera.Terminal;
using Tessera.Terminal.Readers;

namespace Tessera.Cli.Readers;

/// <summary><c>tessera terminal</c>: one sale at a PC/SC reader of this computer.</summary>
internal static class TerminalVerb
{
    private const string DefaultCurrency = "USD";

    private static readonly Option<string?> Reader = new("--reader")
    {
        Description = "Part of the reader's name; without a value any reader that gets a card.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> List = new("--list") { Description = "List the readers and end." };

    private static readonly Option<string?> Amount = new("--amount")
    {
        Description = "What to pay, such as 12.50.",
    };

    private static readonly Option<string> CurrencyCode = new("--currency")
    {
        Description = "ISO 4217 code.",
        DefaultValueFactory = _ => DefaultCurrency,
    };

    private static readonly Option<int> Wait = new("--wait")
    {
        Description = "Seconds to wait for a card.",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object." };

    public static Command Create()
    {
        var verb = new Command("terminal", Usage.Text(
            "Takes one payment from a card or phone on a PC/SC reader, with the contactless kernel.",
            "Exit codes: 0 approved, or with no acquirer named the card asked to go online; 1 anything else; 2 usage.",
            "tessera terminal --list",
            "tessera terminal --reader --amount 12.50",
            "tessera terminal --reader ACR122 --amount 12.50 --server http://localhost:5080 --terminal trm_…",
            "tessera terminal --reader --amount 12.50 --iso 127.0.0.1:8583 --acquirer 99900000003"))
        {
            Reader, List, Amount, CurrencyCode, Wait, Json,
        };
        TerminalOptions.AddTo(verb);
        verb.Validators.Add(Validate);
        verb.SetAction((result, cancel) => Task.Run(() => RunAsync(result, cancel), cancel));
        return verb;
    }

    private static void Validate(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetValue(List))
        {
            return;
        }

        if (!Currency.TryFromCode(result.GetValue(CurrencyCode) ?? DefaultCurrency, out var currency))
        {
            result.AddError("--currency wants an ISO 4217 code.");
        }
        else if (!AmountText.TryRead(result.GetValue(Amount), currency, out _))
        {
            result.AddError("--amount wants an amount above zero, such as 12.50, with the currency's decimals.");
        }

        TerminalOptions.Validate(result);
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        try
        {
            using var readers = CardReaders.Open();
            return result.GetValue(List) ? Show(readers) : await SellAsync(result, readers, cancel);
        }
        catch (Exception fault) when (fault is TerminalException or IOException or HttpRequestException
            or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(fault is OperationCanceledException ? "Stopped." : fault.Message);
            return ExitCode.Failure;
        }
    }

    private static int Show(CardReaders readers)
    {
        var names = readers.Names();
        foreach (var name in names)
        {
            Console.Out.WriteLine(name);
        }

        if (names.Count == 0)
        {
            Console.Error.WriteLine("No card reader is plugged in.");
        }

        return names.Count > 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<int> SellAsync(ParseResult result, CardReaders readers, CancellationToken cancel)
    {
        Currency.TryFromCode(result.GetValue(CurrencyCode), out var currency);
        AmountText.TryRead(result.GetValue(Amount), currency, out var amount);
        var candidates = readers.Find(result.GetValue(Reader) ?? "");
        await Console.Error.WriteLineAsync($"{amount}: hold the card to {string.Join(" or ", candidates)}");
        var name = readers.WaitForCard(candidates, TimeSpan.FromSeconds(result.GetValue(Wait)), cancel)
            ?? throw new TerminalException("No card came in time.");
        using var till = TerminalOptions.OpenTill(result, currency);
        using var card = readers.Connect(name);
        var sale = await till.SellAsync(amount, card.Channel, cancel);
        if (card.Fault is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        Print(sale, result.GetValue(Json));
        return sale.IsGood ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Print(ReaderSale sale, bool isJson)
    {
        if (!isJson)
        {
            Console.Out.Write(sale.Text);
            return;
        }

        var tap = sale.Tap;
        var answer = new JsonObject
        {
            ["outcome"] = sale.Outcome,
            ["reason"] = sale.Reason == TapReason.None ? null : sale.Reason.ToString(),
            ["amount"] = sale.Amount.Minor,
            ["currency"] = sale.Amount.Currency.Code,
            ["card"] = tap?.Pan.ToString(),
            ["application"] = tap is null ? null : Convert.ToHexString(tap.ApplicationIdentifier.Span),
            ["kernel"] = tap?.KernelId,
            ["transaction_counter"] = tap?.TransactionCounter,
            ["verification"] = tap?.Verification.ToString(),
            ["response_code"] = sale.Answer?.ResponseCode,
            ["approval_code"] = sale.Answer?.ApprovalCode,
            ["reference"] = sale.Answer?.Reference,
        };
        Console.Out.WriteLine(answer.ToJsonString(JsonOutput.Indented));
    }
}
