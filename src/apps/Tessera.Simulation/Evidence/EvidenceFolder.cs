using System.Text.Json;

namespace Tessera.Simulation.Evidence;

/// <summary>Evidence as files, for the checker in a process of its own: each node's disk in a folder, and one JSON file
/// with the rest.</summary>
internal static class EvidenceFolder
{
    public const string StoryName = "evidence.json";
    private const string LogName = "journal.log";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Write(string folder, SeedEvidence evidence)
    {
        foreach (var (node, log) in evidence.Journals)
        {
            Directory.CreateDirectory(Path.Combine(folder, node));
            File.WriteAllBytes(Path.Combine(folder, node, LogName), log);
        }

        foreach (var (name, bytes) in evidence.OtherFiles)
        {
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }

        var none = new Dictionary<string, byte[]>();
        File.WriteAllBytes(Path.Combine(folder, StoryName), JsonSerializer.SerializeToUtf8Bytes(
            evidence with { Journals = none, OtherFiles = none }, Json));
    }

    public static SeedEvidence Read(string folder)
    {
        var story = JsonSerializer.Deserialize<SeedEvidence>(
            File.ReadAllBytes(Path.Combine(folder, StoryName)), Json)
            ?? throw new InvalidDataException($"{StoryName} is empty.");
        var files = Directory.GetDirectories(folder)
            .SelectMany(node => Directory.GetFiles(node))
            .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes, StringComparer.Ordinal);
        return story with
        {
            Journals = files.Where(file => Path.GetFileName(file.Key) == LogName)
                .ToDictionary(file => Path.GetDirectoryName(file.Key)!, file => file.Value, StringComparer.Ordinal),
            OtherFiles = files.Where(file => Path.GetFileName(file.Key) != LogName)
                .ToDictionary(file => file.Key, file => file.Value, StringComparer.Ordinal),
        };
    }
}
