using System.Globalization;

namespace Tessera.Cli.Load;

/// <summary>A report as lines for people.</summary>
internal static class LoadText
{
    public static string Of(LoadReport report)
    {
        var lines = new List<string>
        {
            Line($"{report.Operation}: {report.RatePerS:N0}/s over {report.Seconds:N1} s"),
            Line($"{report.Accepted:N0} accepted, {report.Refused:N0} refused, {report.Errors:N0} without answer"),
            Line($"p50 {report.P50Ms} ms, p99 {report.P99Ms} ms, p99.9 {report.P999Ms} ms"),
        };
        lines.AddRange(report.RefusedByCode.Select(code => Line($"  refused with {code.Key}: {code.Value:N0}")));
        Add(lines, report.CommitP50Ms, $"a commit takes {report.CommitP50Ms} ms, p99 {report.CommitP99Ms} ms");
        Add(lines, report.PerCommit, $"{report.PerCommit} in one commit");
        Add(lines, report.ClientCpuMicros, $"processor time of the generator {report.ClientCpuMicros} µs each");
        Add(lines, report.ServerCpuMicros, $"processor time of the server {report.ServerCpuMicros} µs each");
        Add(lines, report.ServerMemoryMb, $"memory of the server {report.ServerMemoryMb} MB");
        Add(lines, report.SetUpSeconds, $"set up in {report.SetUpSeconds} s");
        Add(
            lines, report.LagRows,
            $"read models were {report.LagRows} rows, {report.LagEvents} events, {report.LagMs} ms behind at the end");
        Add(lines, report.CatchUpSeconds, $"read models were there {report.CatchUpSeconds} s after the last answer");
        Add(lines, report.Counted, $"activations in the statistics: {report.Counted}");
        Add(lines, report.Journaled, $"activations in the journal: {report.Journaled}");
        lines.AddRange((report.Servers ?? []).Select(cost => Line(
            $"  {cost.Name}: {cost.CpuMicros} µs each, commit {cost.CommitP50Ms} ms, p99 {cost.CommitP99Ms} ms")));
        lines.AddRange((report.Books ?? []).Select(book => Line(
            $"  {book.Name} holds {book.HeldMinor} of {book.Payments:N0} payments, {book.Open} without an end")));
        Add(lines, report.BooksAgree, $"the books agree: {report.BooksAgree}");
        if (report.RanOut)
        {
            lines.Add("The prepared messages did not last to the end of the time.");
        }

        return string.Join('\n', lines);
    }

    private static void Add(List<string> lines, object? value, FormattableString text)
    {
        if (value is not null)
        {
            lines.Add(Line(text));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
