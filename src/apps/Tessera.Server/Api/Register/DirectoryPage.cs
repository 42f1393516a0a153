namespace Tessera.Server.Api.Register;

/// <summary>Pages over the directory, which the doors hold in memory and which is small.</summary>
internal static class DirectoryPage
{
    public static Answer<Page<TView>> Of<TRow, TView>(
        PageCall call, IEnumerable<TRow> rows, Func<TRow, TView> view, Func<TRow, string> id)
    {
        var ordered = rows.OrderBy(id, StringComparer.Ordinal).ToList();
        var start = 0;
        if (call.StartingAfter is { } after)
        {
            start = ordered.FindIndex(row => id(row) == after) + 1;
            if (start == 0)
            {
                return new Problem(ProblemKinds.QueryInvalid, param: "starting_after");
            }
        }

        var page = ordered.Skip(start).Take(call.Limit).Select(view).ToList();
        return new Page<TView>(page, start + page.Count < ordered.Count);
    }
}
