using System.Globalization;

namespace Tessera.Server.Wire;

/// <summary>Reads limit and starting_after; other parameters are handed on as filters.</summary>
internal static class PageQuery
{
    private const int DefaultLimit = 10;
    private const int LargestLimit = 100;

    public static bool TryRead(IQueryCollection query, Caller caller, out PageCall call, out Problem problem)
    {
        call = null!;
        problem = null!;
        var limit = DefaultLimit;
        var filters = new Dictionary<string, string>(StringComparer.Ordinal);
        string? after = null;
        foreach (var (name, values) in query)
        {
            if (values.Count != 1 || values[0] is not { Length: > 0 and <= 100 } text)
            {
                problem = new Problem(ProblemKinds.QueryInvalid);
                return false;
            }

            switch (name)
            {
                case "limit" when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                    && limit is >= 1 and <= LargestLimit:
                    break;
                case "limit":
                    problem = new Problem(ProblemKinds.QueryInvalid, param: "limit");
                    return false;
                case "starting_after":
                    after = text;
                    break;
                default:
                    filters[name] = text;
                    break;
            }
        }

        call = new PageCall(caller, limit, after, filters);
        return true;
    }
}
