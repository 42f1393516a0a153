using System.Diagnostics;
using System.Globalization;
using Tessera.Simulation.Checker;
using Tessera.Simulation.Checker.Reading;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation;

/// <summary>What the program does when it is called by hand.</summary>
internal static class SimulationVerbs
{
    private const string Usage = """
        Runs seeded worlds of Tessera under faults, and checks what they leave behind.

        usage: run --seed N [--keep DIR]   one world; --keep writes its evidence for check
               run --seeds A..B            many worlds, on all cores
               check DIR                   the evidence that run --keep wrote
               check FILE                  a server's journal.db

        Exit codes: 0 nothing found; 1 something found; 2 usage.
        """;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        switch (args)
        {
            case ["run", "--seed", var seed] when TryRead(seed, out var one):
                return RunOne(one, null, output);
            case ["run", "--seed", var seed, "--keep", var folder] when TryRead(seed, out var one):
                return RunOne(one, folder, output);
            case ["run", "--seeds", var range] when range.Split("..") is [var from, var to]
                && TryRead(from, out var first) && TryRead(to, out var last) && first <= last:
                return RunMany(first, last, output);
            case ["check", var path] when Directory.Exists(path):
                return Tell(WorldCheck.Run(EvidenceFolder.Read(path)), output);
            case ["check", var path] when File.Exists(path):
                return Tell(WorldCheck.Run(Path.GetFileName(path), SqliteReader.Read(path)), output);
            default:
                error.WriteLine(Usage);
                return 2;
        }
    }

    private static bool TryRead(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static int RunOne(ulong seed, string? folder, TextWriter output)
    {
        using var kit = new SimKit();
        var watch = Stopwatch.StartNew();
        var evidence = SeedRun.Run(seed, kit);
        if (folder is not null)
        {
            EvidenceFolder.Write(folder, evidence);
        }

        var examined = WorldCheck.Examine(evidence);
        var result = new SweepResult();
        result.Add(seed, evidence.Numbers, examined);
        output.WriteLine($"seed {seed}: trace {evidence.TraceHash:X16}");
        output.WriteLine(result.Summary(watch.Elapsed));
        return Tell(examined.Breaches, output);
    }

    private static int RunMany(ulong first, ulong last, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var result = SeedSweep.Run(first, last);
        foreach (var (seed, breaches) in result.Found)
        {
            output.WriteLine(SeedSweep.Describe(seed, breaches));
        }

        output.WriteLine(result.Summary(watch.Elapsed));
        return result.Found.Count == 0 ? 0 : 1;
    }

    private static int Tell(IReadOnlyList<Breach> breaches, TextWriter output)
    {
        foreach (var breach in breaches)
        {
            output.WriteLine(breach);
        }

        output.WriteLine(breaches.Count == 0 ? "Nothing found." : $"{breaches.Count} found.");
        return breaches.Count == 0 ? 0 : 1;
    }
}
