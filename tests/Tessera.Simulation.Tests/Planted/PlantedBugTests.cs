using Tessera.Simulation.Checker;
using Tessera.Simulation.Evidence;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Tests.Planted;

// Goal: the checker is worth its verdict. Method: take the evidence of sound worlds and change it as a bug would have,
// with every checksum right again; the checker must name the invariant that the bug breaks.
public sealed class PlantedBugTests(SoundWorlds worlds) : IClassFixture<SoundWorlds>
{
    public static TheoryData<string> Names => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_bug_is_found_by_its_invariant(string name)
    {
        var bug = PlantedBugs.All.Single(each => each.Name == name);
        var planted = worlds.Evidence.Select(bug.Plant).FirstOrDefault(found => found is not null);

        Assert.True(planted is not null, "no world offers a place for it");
        Assert.Contains(bug.Invariant, WorldCheck.Run(planted).Select(breach => breach.Invariant));
    }

    [Fact]
    public void Nothing_is_found_in_a_journal_that_was_only_taken_apart_and_put_together() =>
        Assert.All(worlds.Evidence, evidence =>
            Assert.Empty(WorldCheck.Run(JournalEdit.Of(evidence).Finish())));

    [Fact]
    public void There_are_twenty_and_more() => Assert.True(PlantedBugs.All.Count + BrokenPorts.All.Count >= 20);
}
