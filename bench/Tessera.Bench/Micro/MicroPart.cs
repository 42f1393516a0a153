using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Tessera.Bench.Measuring;
using Tessera.Bench.Results;

namespace Tessera.Bench.Micro;

/// <summary>BenchmarkDotNet's classes: codecs, cryptograms, decisions, appends; one thread each.</summary>
internal static class MicroPart
{
    private const double NanosecondsPerSecond = 1e9;

    private static readonly Type[] Classes =
    [
        typeof(MessageBenchmarks), typeof(CryptogramBenchmarks), typeof(DecisionBenchmarks), typeof(AppendBenchmarks),
    ];

    public static Topic Run(SuiteSettings settings, Action<string> tell)
    {
        var figures = new List<Figure>();
        foreach (var type in Classes)
        {
            tell($"micro: {type.Name}");
            var summary = BenchmarkRunner.Run(type, Configure(settings));
            figures.AddRange(summary.Reports.Select(report => Read(summary, report)));
        }

        return new Topic(
            "micro",
            "Codecs, cryptograms, decisions, appends",
            figures,
            [
                "BenchmarkDotNet in one process, one thread; the range is that of its iterations.",
                "An answer to an 0100 reads DE2, 4, 7, 11, 49, the objects of DE55, finds the token in the shard's own "
                    + "table of a million, and writes an 0110 of 15 elements. No cryptogram is verified in it.",
                "A decision is on a million accounts and tokens chosen at random; its events are applied, not written.",
                "An append is one row; divide by its authorisations for the cost of one.",
            ])
        {
            IsCompared = false,
        };
    }

    private static ManualConfig Configure(SuiteSettings settings) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessNoEmitToolchain.Instance)
            .WithWarmupCount(settings.IsQuick ? 1 : 5)
            .WithIterationCount(settings.IsQuick ? 2 : 10))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(Path.Combine(Repository.Root, "artifacts", "bench"))
        .WithOptions(ConfigOptions.DisableLogFile);

    private static Figure Read(Summary summary, BenchmarkReport report)
    {
        var test = report.BenchmarkCase;
        var parameters = test.HasParameters ? $" ({test.Parameters.DisplayInfo.Trim('[', ']')})" : "";
        var what = test.Descriptor.WorkloadMethodDisplayInfo.Trim('\'') + parameters;
        if (report.ResultStatistics is not { } statistics)
        {
            throw new InvalidOperationException($"{what} failed: {string.Join(' ', summary.ValidationErrors)}");
        }

        var bytes = report.GcStats.GetBytesAllocatedPerOperation(test);
        return new Figure(
            what,
            "bench/run --only micro",
            [.. statistics.OriginalValues.Select(nanoseconds => new Run
            {
                RatePerS = NanosecondsPerSecond / nanoseconds, MeanMicros = nanoseconds / 1_000, AllocatedBytes = bytes,
            })]);
    }
}
