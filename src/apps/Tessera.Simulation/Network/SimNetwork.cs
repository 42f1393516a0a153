using Tessera.Simulation.Clock;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Network;

/// <summary>The lines between machines. A message is lost, late, doubled or overtaken as the plan says; a cut line
/// takes nothing in its direction.</summary>
internal sealed class SimNetwork(SimScheduler scheduler, SimRandom random, SeedPlan plan)
{
    private static readonly TimeSpan Quickest = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(8);

    private readonly HashSet<(string From, string To)> cuts = [];

    public bool IsCalm { get; private set; }

    public int Sent { get; private set; }

    public int Lost { get; private set; }

    public int Repeated { get; private set; }

    public int Late { get; private set; }

    public int Cut { get; private set; }

    public void Send(string from, string to, SimProcess receiver, Action deliver)
    {
        Sent++;
        if (cuts.Contains((from, to)))
        {
            Cut++;
            return;
        }

        if (!IsCalm && random.Chance(plan.LostPerMille))
        {
            Lost++;
            return;
        }

        Deliver(receiver, deliver);
        if (!IsCalm && random.Chance(plan.RepeatedPerMille))
        {
            Repeated++;
            Deliver(receiver, deliver);
        }
    }

    public bool IsCut(string from, string to) => cuts.Contains((from, to)) || cuts.Contains((to, from));

    public void Split(string from, string to) => cuts.Add((from, to));

    public void Heal(string from, string to) => cuts.Remove((from, to));

    /// <summary>From now on every message arrives once and soon.</summary>
    public void Calm()
    {
        IsCalm = true;
        cuts.Clear();
    }

    private void Deliver(SimProcess receiver, Action deliver)
    {
        var delay = random.Between(Quickest, Usual);
        if (!IsCalm && random.Chance(plan.SlowPerMille))
        {
            Late++;
            delay += random.Between(TimeSpan.Zero, plan.Slowest);
        }

        scheduler.After(delay, receiver, deliver);
    }
}
