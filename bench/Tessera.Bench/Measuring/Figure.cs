namespace Tessera.Bench.Measuring;

/// <summary>One line of a results table: the same thing measured several times, and the command that does it.</summary>
internal sealed record Figure(string What, string Command, IReadOnlyList<Run> Runs)
{
    public double RatePerS => Median(run => run.RatePerS)!.Value;

    /// <summary>Null when no run knows the value.</summary>
    public double? Median(Func<Run, double?> value)
    {
        var known = Runs.Select(value).OfType<double>().Order().ToArray();
        return known.Length == 0 ? null : known[known.Length / 2];
    }
}
