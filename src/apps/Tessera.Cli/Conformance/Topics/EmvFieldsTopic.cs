using System.Text.Json;
using Tessera.Emv.Bits;
using Tessera.Emv.Objects;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Composite EMV values: CVM list and results, TVR and its relatives, AFL, DOL, track 2 equivalent.</summary>
internal sealed class EmvFieldsTopic : ShapedTopic
{
    public EmvFieldsTopic()
        : base("emv-fields")
    {
        On("cvm_list_8E", "valid? amount_x? amount_y? rules? error?", RunCvmList);
        On("cvm_results_9F34", "method? condition? result? valid? error?", RunCvmResults);
        foreach (var field in (string[])["tvr", "tsi", "aip", "ttq", "ctq"])
        {
            On(field, "bits", vector => RunBits(vector, field, field));
        }

        On("tvr_95", "bits", vector => RunBits(vector, "tvr", "tvr_95"));
        On("tsi_9B", "bits", vector => RunBits(vector, "tsi", "tsi_9B"));
        On("aip_82", "bits", vector => RunBits(vector, "aip", "aip_82"));
        On("ttq_9F66", "bits", vector => RunBits(vector, "ttq", "ttq_9F66"));
        On("ctq_9F6C", "bits", vector => RunBits(vector, "ctq", "ctq_9F6C"));
        On("afl_94", "valid? entries? error?", RunLocator);
        On("dol", "entries? total_length? valid? error?", RunList);
        On("track2_57", "pan? expiry_yymm? service_code? discretionary? valid? error?", RunTrack2);
    }

    private static string? RunCvmList(Vector vector)
    {
        var isRead = CvmList.TryRead(Bytes(vector, "cvm_list_8E"), out var list, out var error);
        return CompareVerdict(vector, isRead, error)
            ?? CompareWhenAsked(vector, "amount_x", list.AmountX)
            ?? CompareWhenAsked(vector, "amount_y", list.AmountY)
            ?? CompareWhenAsked(vector, "rules", list.Rules.Select(rule => Hex.Write([rule.Method, rule.Condition])));
    }

    private static string? RunCvmResults(Vector vector)
    {
        var isRead = CvmResults.TryRead(Bytes(vector, "cvm_results_9F34"), out var results, out var error);
        return CompareVerdict(vector, isRead, error)
            ?? CompareWhenAsked(vector, "method", results.DescribeMethod())
            ?? CompareWhenAsked(vector, "condition", results.DescribeCondition())
            ?? CompareWhenAsked(vector, "result", results.DescribeResult());
    }

    private static string? RunBits(Vector vector, string field, string key) =>
        CompareWhenAsked(vector, "bits", BitNames.Describe(field, Bytes(vector, key)));

    private static string? RunLocator(Vector vector)
    {
        var isRead = ApplicationFileLocator.TryRead(Bytes(vector, "afl_94"), out var locator, out var error);
        var entries = locator.Entries.Select(entry => new
        {
            sfi = entry.ShortFileIdentifier,
            first = entry.FirstRecord,
            last = entry.LastRecord,
            oda = entry.AuthenticatedRecords,
        });
        return CompareVerdict(vector, isRead, error) ?? CompareWhenAsked(vector, "entries", isRead ? entries : null);
    }

    private static string? RunList(Vector vector)
    {
        var isRead = DataObjectList.TryRead(Bytes(vector, "dol"), out var list, out var error);
        var entries = list.Entries.Select(entry => new object[] { entry.Tag.ToString(), entry.LengthBytes });
        return CompareVerdict(vector, isRead, error)
            ?? CompareWhenAsked(vector, "entries", isRead ? entries : null)
            ?? CompareWhenAsked(vector, "total_length", isRead ? list.TotalLengthBytes : null);
    }

    private static string? RunTrack2(Vector vector)
    {
        var isRead = Track2.TryRead(Bytes(vector, "track2_57"), out var track, out var error);
        return CompareVerdict(vector, isRead, error)
            ?? CompareWhenAsked(vector, "pan", track.Pan.Reveal())
            ?? CompareWhenAsked(vector, "expiry_yymm", track.ExpiryYymm)
            ?? CompareWhenAsked(vector, "service_code", track.ServiceCode)
            ?? CompareWhenAsked(vector, "discretionary", track.Discretionary);
    }

    private static byte[] Bytes(Vector vector, string key) => Hex.Read(vector.Input(key) ?? "");

    private static string? CompareVerdict(Vector vector, bool isRead, ParseError error)
    {
        var isRefusalWanted = vector.Answer("valid") == "False" || vector.Answer("error") is not null;
        if (isRead == isRefusalWanted)
        {
            return isRead ? "read what must be refused" : error.ToString();
        }

        return null;
    }

    private static string? CompareWhenAsked(Vector vector, string key, object? actual)
    {
        if (!vector.Expected.TryGetProperty(key, out var expected))
        {
            return null;
        }

        var written = JsonSerializer.SerializeToElement(actual);
        return JsonElement.DeepEquals(expected, written)
            ? null
            : Compare(key, expected.GetRawText(), written.GetRawText());
    }
}
