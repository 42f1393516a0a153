namespace Tessera.Cli.Conformance;

/// <summary>Runs vector files through the topics and keeps one result per vector, in the order of the files.</summary>
internal sealed class ConformanceRun(IReadOnlyList<ITopic> topics)
{
    private readonly List<VectorResult> _results = [];

    public IReadOnlyList<VectorResult> Results => _results;

    public int Count(VectorOutcome outcome) => _results.Count(result => result.Outcome == outcome);

    /// <summary>Runs one file or every file below a folder.</summary>
    public void Add(string path)
    {
        foreach (var file in VectorFile.Find(path))
        {
            if (VectorFile.TryRead(file, topics.Select(topic => topic.Name), out var vectors, out var fault))
            {
                _results.AddRange(vectors.Select(Run));
            }
            else
            {
                var topic = Path.GetFileNameWithoutExtension(file);
                _results.Add(new VectorResult(topic, Path.GetFileName(file), VectorOutcome.Failed, fault));
            }
        }
    }

    private VectorResult Run(Vector vector)
    {
        VectorResult Result(VectorOutcome outcome, string reason) => new(vector.Topic, vector.Name, outcome, reason);

        if (topics.FirstOrDefault(topic => topic.Name == vector.Topic) is not { } topic)
        {
            return Result(VectorOutcome.Unsupported, "no codec claims this topic");
        }

        try
        {
            if (!topic.TryRun(vector, out var failure))
            {
                return Result(VectorOutcome.Unsupported, $"no handler for the shape {vector.Shape}");
            }

            return failure is null
                ? Result(VectorOutcome.Passed, topic.NoteOn(vector))
                : Result(VectorOutcome.Failed, failure);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A codec that throws on an entry has failed it; the others still run.
            return Result(VectorOutcome.Failed, $"threw {exception.GetType().Name}: {exception.Message}");
        }
    }
}
