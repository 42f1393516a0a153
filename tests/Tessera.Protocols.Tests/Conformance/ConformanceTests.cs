using Tessera.Cli.Conformance;

namespace Tessera.Protocols.Tests.Conformance;

public sealed class ConformanceTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(RepositoryFolder.Vectors, "*.json")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_vector_of_a_claimed_topic_passes(string file)
    {
        var run = new ConformanceRun(TopicList.All);
        run.Add(Path.Combine(RepositoryFolder.Vectors, file));

        Assert.NotEmpty(run.Results);
        Assert.All(run.Results, result => Assert.True(result.Outcome == VectorOutcome.Passed, result.Reason));
    }

    [Fact]
    public void Transcripts_are_run_against_the_kernel_or_named_card_side_only()
    {
        var run = new ConformanceRun(TopicList.All);
        run.Add(RepositoryFolder.Vectors);
        var notes = run.Results.Where(result => result.Topic == "emv-flows").Select(result => result.Reason).ToArray();
        Assert.Equal(
            [
                "kernel, M/Chip: Approved, 2 records not in the transcript",
                "card side only: no kernel of ours runs this application",
                "kernel, contact: Declined",
                "kernel, mag-stripe mode: OnlineRequest",
                "kernel, qVSDC: OnlineRequest",
                "kernel, qVSDC: OnlineRequest",
            ],
            notes);
    }

    [Fact]
    public void Topic_without_codec_is_unsupported_and_not_failed()
    {
        var run = RunOf("no-such-topic.json", """{"vectors":[{"name":"x","inputs":{"a":1},"expected":{"b":2}}]}""");

        Assert.Equal(VectorOutcome.Unsupported, Assert.Single(run.Results).Outcome);
    }

    [Fact]
    public void Shape_without_handler_is_unsupported_and_names_its_keys()
    {
        var run = RunOf(
            "emv-tlv.json",
            """{"vectors":[{"name":"x","inputs":{"spam":"00"},"expected":{"egg":"00"}}]}""");

        var result = Assert.Single(run.Results);
        Assert.Equal(VectorOutcome.Unsupported, result.Outcome);
        Assert.Contains("spam -> egg", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x","inputs":{"tlv":"9C00"},"expected":{"tag":"9C","value":"01"}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"9C00"},"expected":{"error":"value truncated","offset":2}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"9C01"},"expected":{"error":"value truncated","offset":1}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"9C01"},"expected":{"error":"nested value truncated","offset":2}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"not hex"},"expected":{"tag":"9C","value":""}}""")]
    [InlineData("""{"name":"x","inputs":{"tags":{"9C":"FF"}},"expected":{"tlv":"9C8101FF"}}""")]
    [InlineData("""{"name":"x","inputs":{"response":"9C009000"},"expected":{"tlv":[],"sw":"9000"}}""")]
    [InlineData("""{"name":"x","inputs":{"response":"9C009000"},"expected":{"tags":{"9C":"00"}}}""")]
    public void Answer_that_differs_from_the_expected_one_fails(string vector)
    {
        var run = RunOf("emv-tlv.json", $$"""{"vectors":[{{vector}}]}""");

        Assert.Equal(VectorOutcome.Failed, Assert.Single(run.Results).Outcome);
    }

    [Theory]
    [InlineData("""{"name":"x","inputs":{"tlv":"E0049F0001FF9C00"},"expected":{"tags":{"9F00":"FF","9C":""}}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"E0049F0001FF9C00"},"expected":{"tags":{"E0":{"9F00":"FF"},"9C":""}}}""")]
    [InlineData("""{"name":"x","inputs":{"response":"9C009000"},"expected":{"tags":{"9C":""},"sw":"9000"}}""")]
    [InlineData("""{"name":"x","inputs":{"response":"9C01FF"},"expected":{"tlv":[{"tag":"9C","value":"FF"}],"sw":null}}""")]
    [InlineData("""{"name":"x","inputs":{"response":"6A82"},"expected":{"tlv":[],"sw":"6A82"}}""")]
    [InlineData("""{"name":"x","inputs":{"tlv":"9C8200"},"expected":{"error":"length truncated","offset":2}}""")]
    public void Shape_of_the_topic_beyond_the_published_entries_passes(string vector)
    {
        var run = RunOf("emv-tlv.json", $$"""{"vectors":[{{vector}}]}""");

        Assert.All(run.Results, result => Assert.Equal((VectorOutcome.Passed, ""), (result.Outcome, result.Reason)));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"vectors":[]}""")]
    public void File_that_holds_no_vectors_fails(string text)
    {
        Assert.Equal(VectorOutcome.Failed, Assert.Single(RunOf("emv-tlv.json", text).Results).Outcome);
    }

    [Fact]
    public void File_named_after_a_topic_belongs_to_it()
    {
        var run = RunOf(
            "emv-tlv.more.json",
            """{"vectors":[{"name":"x","inputs":{"tlv":"9C00"},"expected":{"tag":"9C","value":""}}]}""");

        var result = Assert.Single(run.Results);
        Assert.Equal("emv-tlv", result.Topic);
        Assert.Equal(VectorOutcome.Passed, result.Outcome);
    }

    [Fact]
    public void Entry_that_is_no_object_does_not_stop_the_run()
    {
        var run = RunOf("emv-tlv.json", """{"vectors":[7,{"name":"x"},null]}""");

        Assert.Equal(3, run.Count(VectorOutcome.Unsupported));
    }

    [Fact]
    public void Topics_have_different_names()
    {
        var names = TopicList.All.Select(topic => topic.Name).ToList();

        Assert.Equal(names.Count, names.Distinct(StringComparer.Ordinal).Count());
    }

    private static ConformanceRun RunOf(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("tessera-vectors-");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            File.WriteAllText(file, text);
            var run = new ConformanceRun(TopicList.All);
            run.Add(file);
            return run;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
