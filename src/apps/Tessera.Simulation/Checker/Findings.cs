namespace Tessera.Simulation.Checker;

/// <summary>What was found; one broken row may break much, so the list has an end.</summary>
internal sealed class Findings
{
    private const int Most = 100;

    private readonly List<Breach> breaches = [];

    public IReadOnlyList<Breach> Breaches => breaches;

    public void Add(string invariant, string node, long sequence, string text)
    {
        if (breaches.Count < Most)
        {
            breaches.Add(new Breach(invariant, node, sequence, text));
        }
    }
}
