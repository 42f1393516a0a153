using System.Globalization;
using System.Text;
using Tessera.Bench.Measuring;

namespace Tessera.Bench.Results;

/// <summary>Results as Markdown: the machine, a table, the commands, the notes.</summary>
internal static class ResultsFile
{
    public static void Write(string folder, Topic topic, string machine, Figure? peer)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {topic.Title}\n\n{machine}\n\n");
        if (topic.Figures.Count > 0)
        {
            text.Append(Table(topic.Figures, peer)).Append('\n').Append(Commands(topic.Figures)).Append('\n');
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"`{topic.Command}`\n\n");
        }

        text.AppendJoin('\n', topic.Notes.Select(note => $"- {note}")).Append('\n');
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, topic.Name + ".md"), text.ToString());
    }

    /// <summary>Columns that no figure fills are left out.</summary>
    public static string Table(IReadOnlyList<Figure> figures, Figure? peer)
    {
        (string Title, Func<Figure, string> Cell)[] columns =
        [
            ("what", figure => figure.What),
            ("a second: median (range)", Rate),
            ($"× {peer?.What}", figure => peer is null ? "" : Ratio(figure.RatePerS / peer.RatePerS)),
            ("p50 / p99 / p99.9 ms", figure =>
                Join("0.00", figure, run => run.P50Ms, run => run.P99Ms, run => run.P999Ms)),
            ("commit p50 / p99 ms", figure => Join("0.000", figure, run => run.CommitP50Ms, run => run.CommitP99Ms)),
            ("commit mean ms", figure => Join("0.000", figure, run => run.CommitMeanMs)),
            ("in a commit", figure => Join("0.0", figure, run => run.PerCommit)),
            ("µs each", figure => Join("0.00", figure, run => run.MeanMicros)),
            ("CPU µs each", figure => Join("0.00", figure, run => run.CpuMicros)),
            ("CPU µs of the load", figure => Join("0.00", figure, run => run.ClientCpuMicros)),
            ("of the shard's thread", figure => Join("0.00", figure, run => run.ShardCpuMicros)),
            ("B allocated each", figure => Join("#,0", figure, run => run.AllocatedBytes)),
            ("read models behind, s", figure => Join("0.0", figure, run => run.CatchUpSeconds)),
            ("not accepted", figure => $"{figure.Runs.Sum(run => run.Others)}"),
            ("remark", figure => string.Join(
                ", ", figure.Runs.Select(run => run.Remark).Where(text => text.Length > 0).Distinct())),
        ];
        var filled = columns.Where(column => figures.Any(figure => column.Cell(figure) is not ("" or "0"))).ToArray();
        var text = new StringBuilder();
        Row(text, filled.Select(column => column.Title));
        Row(text, filled.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var figure in figures)
        {
            Row(text, filled.Select(column => column.Cell(figure)));
        }

        return text.ToString();
    }

    private static StringBuilder Commands(IReadOnlyList<Figure> figures)
    {
        var text = new StringBuilder("| what | command |\n|---|---|\n");
        foreach (var figure in figures)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {figure.What} | `{figure.Command}` |\n");
        }

        return text;
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Rate(Figure figure)
    {
        var (least, most) = (figure.Runs.Min(run => run.RatePerS), figure.Runs.Max(run => run.RatePerS));
        return figure.Runs.Count == 1
            ? Number("#,0", figure.RatePerS)
            : $"{Number("#,0", figure.RatePerS)} ({Number("#,0", least)}–{Number("#,0", most)})";
    }

    private static string Ratio(double ratio) => Number(ratio < 10 ? "0.00" : "0.0", ratio);

    private static string Join(string format, Figure figure, params ReadOnlySpan<Func<Run, double?>> values)
    {
        var parts = new List<string>();
        foreach (var value in values)
        {
            if (figure.Median(value) is { } median)
            {
                parts.Add(Number(format, median));
            }
        }

        return string.Join(" / ", parts);
    }

    private static string Number(string format, double value) => value.ToString(format, CultureInfo.InvariantCulture);
}
