using System.Diagnostics;
using Tessera.Cli.Torture.Checking;
using Tessera.Cli.Torture.Faults;
using Tessera.Client;

namespace Tessera.Cli.Torture;

/// <summary>
/// Kills a server so many times and puts it through the other faults in between; after each, everything is answered
/// and compared. The seed decides what happens when, as far as real processes let it.
/// </summary>
internal sealed class TortureRun(TortureSettings settings, Action<string> tell)
{
    private const int KillsPerOther = 4;

    private readonly SortedDictionary<string, int> ran = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Obstacle> skipped = new(StringComparer.Ordinal);

    public static Task<TortureReport> RunAsync(
        TortureSettings settings, Action<string> tell, CancellationToken cancel) =>
        new TortureRun(settings, tell).RunAsync(cancel);

    private async Task<TortureReport> RunAsync(CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        tell($"Seed {settings.Seed}");
        var (kill, others) = await ChooseAsync(cancel);
        var stage = await PlayAsync(kill, others, cancel);
        foreach (var line in stage.Findings.Lines())
        {
            tell(line);
        }

        Leave(stage);
        return Report(stage, Stopwatch.GetElapsedTime(start));
    }

    private async Task<TortureStage> PlayAsync(
        ITortureFault? kill, List<ITortureFault> others, CancellationToken cancel)
    {
        var scratch = Directory.CreateTempSubdirectory("tessera-torture-").FullName;
        using var arena = await Arena.OpenAsync(
            Path.Combine(scratch, "data"), settings.Customers, settings.Seed, cancel);
        var stage = new TortureStage(arena, settings, scratch, tell);
        try
        {
            await PlayAsync(stage, kill, others, cancel);
        }
        catch (Exception fault) when (fault is TortureException or TesseraProblemException or HttpRequestException)
        {
            stage.Findings.Break(fault.Message);
        }

        return stage;
    }

    private async Task<(ITortureFault? Kill, List<ITortureFault> Others)> ChooseAsync(CancellationToken cancel)
    {
        var wanted = FaultList.Of(settings.Faults);
        foreach (var fault in wanted.ToList())
        {
            if (await fault.FindObstacleAsync(cancel) is { } obstacle)
            {
                tell($"SKIPPED: {fault.Name}: {obstacle.Reason}. To run it: {obstacle.Remedy}.");
                skipped[fault.Name] = obstacle;
                wanted.Remove(fault);
            }
        }

        if (JournalPrograms.Checker is null)
        {
            var obstacle = new Obstacle("the checker of the simulation was not built", "dotnet build Tessera.slnx");
            tell($"SKIPPED: checker: {obstacle.Reason}. To run it: {obstacle.Remedy}.");
            skipped["checker"] = obstacle;
        }

        var kill = wanted.FirstOrDefault(fault => fault is KillFault);
        return (kill, [.. wanted.Where(fault => fault != kill)]);
    }

    private async Task PlayAsync(
        TortureStage stage, ITortureFault? kill, List<ITortureFault> others, CancellationToken cancel)
    {
        var kills = kill is null ? 0 : settings.Kills;
        var wanted = others.Count == 0 ? 0 : Math.Max(others.Count, kills / KillsPerOther);
        var order = Enumerable.Range(0, wanted).Select(i => others[i % others.Count]).ToArray();
        stage.Random.Shuffle(order);
        var played = 0;
        while (stage.Kills < kills)
        {
            await PlayAsync(stage, kill!, cancel);
            while (played < (long)wanted * stage.Kills / kills)
            {
                await PlayAsync(stage, order[played++], cancel);
            }
        }

        while (played < wanted)
        {
            await PlayAsync(stage, order[played++], cancel);
        }

        stage.Findings.Add(await stage.Arena.CheckAsync(isWhole: true, cancel));
    }

    private async Task PlayAsync(TortureStage stage, ITortureFault fault, CancellationToken cancel)
    {
        await fault.RunAsync(stage, cancel);
        ran[fault.Name] = ran.GetValueOrDefault(fault.Name) + 1;
        stage.Findings.Add(await stage.Arena.CheckAsync(isWhole: false, cancel));
        var findings = stage.Findings;
        tell($"{fault.Name}: {stage.Kills} kills, {Acknowledged(stage)} acknowledged, {findings.Lost.Count} lost, "
            + $"{findings.Doubled.Count} doubled, {findings.Breaks.Count} broken");
    }

    /// <summary>What was found is worth nothing without the folder it was found in.</summary>
    private void Leave(TortureStage stage)
    {
        if (stage.Findings.IsClean)
        {
            Directory.Delete(stage.Scratch, recursive: true);
        }
        else
        {
            tell($"Everything lies in {stage.Scratch}");
        }
    }

    private static long Acknowledged(TortureStage stage) =>
        stage.Arena.Book.Acknowledged + stage.AcknowledgedElsewhere;

    private TortureReport Report(TortureStage stage, TimeSpan time) => new()
    {
        Kills = stage.Kills,
        Acknowledged = Acknowledged(stage),
        Lost = stage.Findings.Lost.Count,
        Duplicated = stage.Findings.Doubled.Count,
        InvariantBreaks = stage.Findings.Breaks.Count,
        Skipped = skipped.Count,
        Seed = settings.Seed,
        Seconds = Math.Round(time.TotalSeconds, 1),
        AskedAgain = stage.Arena.Book.AskedAgain,
        Faults = ran,
        SkippedFaults = skipped,
        Findings = [.. stage.Findings.Lines()],
    };
}
