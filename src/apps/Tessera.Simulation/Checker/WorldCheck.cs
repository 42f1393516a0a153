using Tessera.Simulation.Checker.Books;
using Tessera.Simulation.Checker.Reading;

namespace Tessera.Simulation.Checker;

/// <summary>The whole examination of one world's evidence.</summary>
internal static class WorldCheck
{
    /// <summary>Book numbers of the simulated world; evidence of other worlds has no bank.</summary>
    private static readonly PartnerBooks Books = new(1, 21, 1, 2);

    public static IReadOnlyList<Breach> Run(SeedEvidence evidence) => Examine(evidence).Breaches;

    public static Examination Examine(SeedEvidence evidence)
    {
        var findings = new Findings();
        var events = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var fault in evidence.Faults)
        {
            findings.Add("FAULT", "world", 0, fault);
        }

        var nodes = new Dictionary<string, NodeModel>(StringComparer.Ordinal);
        foreach (var (node, log) in evidence.Journals)
        {
            var raw = LogReader.Read(node, log, findings);
            var rows = ChainCheck.Run(node, raw, findings);
            nodes.Add(node, NodeModel.Fold(rows, findings));
            Count(rows, events);
        }

        foreach (var node in nodes.Values)
        {
            DaysCheck.Run(node, findings);
        }

        if (nodes.TryGetValue("network", out var network) && nodes.TryGetValue("bank", out var bank))
        {
            new PartnersCheck(network, bank, Books, findings).Run();
            RegisterCheck.Run("network", evidence.Register, findings);
        }

        ClaimsCheck.Run(evidence.Claims, nodes, findings);
        StatesCheck.Run(evidence.States, findings);
        CanaryCheck.Run(
            evidence.Journals.Concat(evidence.OtherFiles).Select(file => (file.Key, file.Value)),
            evidence.Canaries, findings);
        return new Examination(findings.Breaches, events);
    }

    /// <summary>A journal alone, such as a server's: what needs no client and no partner.</summary>
    public static IReadOnlyList<Breach> Run(string node, IReadOnlyList<RawRow> rows)
    {
        var findings = new Findings();
        NodeModel.Fold(ChainCheck.Run(node, rows, findings), findings);
        return findings.Breaches;
    }

    private static void Count(NodeLog log, Dictionary<string, int> events)
    {
        foreach (var change in log.Rows.SelectMany(row => row.Events))
        {
            var name = $"event {change.GetType().DeclaringType?.Name}.{change.GetType().Name}";
            events[name] = events.GetValueOrDefault(name) + 1;
        }
    }
}
