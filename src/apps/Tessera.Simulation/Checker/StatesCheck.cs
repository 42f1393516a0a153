namespace Tessera.Simulation.Checker;

/// <summary>C10: at one row a node's memory is the same, whether it lived, was started from a snapshot, or was folded
/// from the first row on.</summary>
internal static class StatesCheck
{
    public static void Run(IReadOnlyList<StateClaim> states, Findings findings)
    {
        foreach (var same in states.GroupBy(state => (state.Node, state.Sequence)))
        {
            if (same.Select(state => state.Hash).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                findings.Add(
                    "C10", same.Key.Node, same.Key.Sequence,
                    $"memory differs: {string.Join(", ", same.Select(state => state.Source).Distinct())}");
            }
        }
    }
}
