namespace Tessera.Simulation.Checker;

/// <summary>
/// C13: whether some order of all calls on one account explains what each was told, no call before its start or after
/// its end (Wing and Gong, with remembered dead ends). Every deposit is another amount, so a state is the set of calls
/// that have happened.
/// </summary>
internal static class RegisterCheck
{
    private const int MostCalls = 40;

    public static void Run(string node, IReadOnlyList<RegisterCall> calls, Findings findings)
    {
        var window = calls.Take(MostCalls).ToArray();
        if (!CanEnd(window, 0, 0, []))
        {
            findings.Add("C13", node, 0, $"no order of {window.Length} calls explains their answers");
        }
    }

    private static bool CanEnd(RegisterCall[] calls, ulong done, long balance, HashSet<ulong> dead)
    {
        var first = long.MaxValue;
        for (var i = 0; i < calls.Length; i++)
        {
            first = (done & (1UL << i)) == 0 ? Math.Min(first, calls[i].Returned) : first;
        }

        if (first == long.MaxValue)
        {
            return true;
        }

        if (!dead.Add(done))
        {
            return false;
        }

        for (var i = 0; i < calls.Length; i++)
        {
            var call = calls[i];
            if ((done & (1UL << i)) != 0 || call.Called > first || (!call.IsDeposit && call.AmountMinor != balance))
            {
                continue;
            }

            if (CanEnd(calls, done | (1UL << i), balance + (call.IsDeposit ? call.AmountMinor : 0), dead))
            {
                return true;
            }
        }

        return false;
    }
}
