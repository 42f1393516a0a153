using System.CommandLine;
using Tessera.Bench;
using Tessera.Bench.Memory;
using Tessera.Bench.Results;
using Tessera.Bench.Shards;

var only = new Option<string[]>("--only")
{
    Description = $"Parts to run, of {string.Join(", ", Suite.Parts)}; all unless given.",
    AllowMultipleArgumentsPerToken = true,
    CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
};
only.Validators.Add(result =>
{
    foreach (var part in result.GetValueOrDefault<string[]>()?.Except(Suite.Parts, StringComparer.Ordinal) ?? [])
    {
        result.AddError($"There is no part {part}.");
    }
});
var isQuick = new Option<bool>("--quick")
{
    Description = "Short runs on a small bank, to see that all works; results go to artifacts/bench.",
};
var runs = new Option<int>("--runs")
{
    Description = "How often each thing is measured; 3 unless given, 1 when quick.",
};
var root = new RootCommand("Measures Tessera beside its peers and writes bench/results.")
{
    only, isQuick, runs, ShardVerb.Create(), MemoryVerb.Create(), MemoryVerb.CreateRestart(),
};
root.SetAction(async (parsed, _) =>
{
    var quick = parsed.GetValue(isQuick);
    var settings = new SuiteSettings
    {
        IsQuick = quick,
        Runs = parsed.GetValue(runs) is > 0 and var count ? count : quick ? 1 : 3,
    };
    var folder = quick ? Path.Combine(Repository.Root, "artifacts", "bench") : Repository.Results;
    await new Suite(settings, parsed.GetValue(only) is { Length: > 0 } some ? some : Suite.Parts, folder)
        .RunAsync(Console.Error.WriteLine);
    return 0;
});
return await root.Parse(args).InvokeAsync();
