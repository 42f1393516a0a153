using Tessera.Core.Directory;
using Tessera.Core.Fees;
using Tessera.Server.World;

namespace Tessera.Server.Api.Scheme;

/// <summary>One shape both ways: what is read may be changed and sent.</summary>
public sealed record FeeTableBody
{
    public required int Version { get; init; }

    /// <summary>Where no row fits.</summary>
    public required int InterchangeBasisPoints { get; init; }

    public required int SchemeFeeBasisPoints { get; init; }

    /// <summary>The first business date, <c>YYYY-MM-DD</c>; left out, the present one.</summary>
    public string? EffectiveFrom { get; init; }

    public IReadOnlyList<FeeRowBody>? Rows { get; init; }

    public static FeeTableBody Of(FeeTable fees) => new()
    {
        Version = fees.Version,
        InterchangeBasisPoints = fees.InterchangeBasisPoints,
        SchemeFeeBasisPoints = fees.SchemeFeeBasisPoints,
        EffectiveFrom = fees.EffectiveFrom == default ? null : WireText.Date(fees.EffectiveFrom),
        Rows = fees.Rows is { Length: > 0 } rows ? [.. rows.Select(FeeRowBody.Of)] : null,
    };

    public bool TryToCore(out FeeTable fees, out Problem problem)
    {
        fees = null!;
        problem = null!;
        var from = default(DateOnly);
        if (EffectiveFrom is { } text && !WireText.TryReadDate(text, out from))
        {
            problem = new Problem(ProblemKinds.MemberInvalid, "A date is YYYY-MM-DD.", "$.effective_from");
            return false;
        }

        var rows = new List<FeeRow>();
        foreach (var body in Rows ?? [])
        {
            if (!body.TryToCore(out var row))
            {
                problem = new Problem(
                    ProblemKinds.MemberInvalid, "The row has a criterion or a rate out of range.",
                    $"$.rows[{rows.Count}]");
                return false;
            }

            rows.Add(row);
        }

        fees = new FeeTable(
            Version, InterchangeBasisPoints, SchemeFeeBasisPoints, from, rows.Count == 0 ? null : [.. rows]);
        return true;
    }
}
