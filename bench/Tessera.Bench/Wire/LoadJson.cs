using System.Text.Json;
using Tessera.Bench.Measuring;

namespace Tessera.Bench.Wire;

/// <summary>What <c>tessera load --json</c> prints.</summary>
internal static class LoadJson
{
    public static Run Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var report = document.RootElement;
        double? Number(string name) => report.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
        return new Run
        {
            RatePerS = Number("rate_per_s") ?? throw new FormatException("rate_per_s is missing."),
            P50Ms = Number("p50_ms"),
            P99Ms = Number("p99_ms"),
            P999Ms = Number("p999_ms"),
            CommitP50Ms = Number("commit_p50_ms"),
            CommitP99Ms = Number("commit_p99_ms"),
            PerCommit = Number("per_commit"),
            ClientCpuMicros = Number("client_cpu_micros"),
            CpuMicros = Number("server_cpu_micros"),
            CatchUpSeconds = Number("catch_up_seconds"),
            Accepted = (long)(Number("accepted") ?? 0),
            Others = (long)((Number("refused") ?? 0) + (Number("errors") ?? 0)),
            Remark = report.TryGetProperty("ran_out", out var ranOut) && ranOut.ValueKind == JsonValueKind.True
                ? "the prepared messages ran out" : "",
        };
    }
}
