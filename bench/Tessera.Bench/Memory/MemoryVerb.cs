using System.CommandLine;

namespace Tessera.Bench.Memory;

/// <summary><c>memory</c>: the memory part with sizes of one's own. <c>restart</c>: the new process in it.</summary>
internal static class MemoryVerb
{
    private static readonly Option<int> Accounts =
        Number("--accounts", "Accounts whose bytes are counted; 0 counts none.", MemorySizes.Usual.Accounts);

    private static readonly Option<int> ShardAccounts = Number(
        "--shard-accounts", "Accounts of the shard that pays and is started again.", MemorySizes.Usual.ShardAccounts);

    private static readonly Option<int> Payments = Number(
        "--payments", "Made before the shard is started again; 0 does not.", MemorySizes.Usual.Payments);

    private static readonly Option<int> Rate =
        Number("--rate", "Payments a second beside snapshots.", MemorySizes.Usual.RatePerS);

    private static readonly Option<int> Seconds = Number(
        "--seconds", "How long to pay beside snapshots; 0 does not.", MemorySizes.Usual.Seconds);

    private static readonly Argument<string> Folder = new("folder") { Description = "A shard's folder." };

    public static Command Create()
    {
        var verb = new Command("memory", "Bytes of an account, start from a snapshot, payments beside snapshots.")
        {
            Accounts, ShardAccounts, Payments, Rate, Seconds,
        };
        verb.SetAction(async (parsed, _) =>
        {
            await MemoryPart.RunAsync(
                new MemorySizes
                {
                    Accounts = parsed.GetValue(Accounts),
                    ShardAccounts = parsed.GetValue(ShardAccounts),
                    Payments = parsed.GetValue(Payments),
                    RatePerS = parsed.GetValue(Rate),
                    Seconds = parsed.GetValue(Seconds),
                },
                Console.Out.WriteLine);
            return 0;
        });
        return verb;
    }

    public static Command CreateRestart()
    {
        var verb = new Command("restart", "Loads a shard and decides one payment.") { Folder };
        verb.SetAction((parsed, _) =>
        {
            Console.Out.WriteLine(RestartRun.Start(parsed.GetValue(Folder)!));
            return Task.FromResult(0);
        });
        verb.Hidden = true;
        return verb;
    }

    private static Option<int> Number(string name, string text, int usual) => new(name)
    {
        Description = text,
        DefaultValueFactory = _ => usual,
    };
}
