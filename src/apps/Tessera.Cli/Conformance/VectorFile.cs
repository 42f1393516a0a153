using System.Text.Json;

namespace Tessera.Cli.Conformance;

/// <summary>
/// Reads vector files: <c>{topic, vectors: [{name, inputs, expected, …}]}</c>, or a table, whose rows become vectors
/// with the row's key as input and the row as answer.
/// </summary>
internal static class VectorFile
{
    /// <summary>The files behind a path: itself, or every .json below a folder, in ordinal order.</summary>
    public static IReadOnlyList<string> Find(string path) => Directory.Exists(path)
        ? [.. Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [path];

    /// <summary>The vectors of a file, or false when it is no vector file.</summary>
    public static bool TryRead(
        string path,
        IEnumerable<string> topics,
        out IReadOnlyList<Vector> vectors,
        out string fault)
    {
        vectors = [];
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement.Clone();
            fault = string.Empty;
            if (root.ValueKind == JsonValueKind.Object)
            {
                var topic = TopicOf(path, root, topics);
                vectors = root.TryGetProperty("vectors", out var list) && list.ValueKind == JsonValueKind.Array
                    ? [.. list.EnumerateArray().Select((entry, index) => Entry(topic, entry, index))]
                    : [.. Table(topic, root)];
            }

            fault = vectors.Count == 0 ? "no vectors in the file" : string.Empty;
            return vectors.Count > 0;
        }
        catch (JsonException exception)
        {
            fault = $"not JSON, line {exception.LineNumber + 1}";
            return false;
        }
    }

    // The topic is the file's name; a file named after a topic with something behind it belongs to that topic too.
    private static string TopicOf(string path, JsonElement root, IEnumerable<string> topics)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var stated = root.TryGetProperty("topic", out var member) ? member.ToString() : string.Empty;
        return topics.FirstOrDefault(topic => topic == stated)
            ?? topics.Where(topic => name.StartsWith(topic, StringComparison.Ordinal)
                    && (name.Length == topic.Length || !char.IsAsciiLetterOrDigit(name[topic.Length])))
                .MaxBy(topic => topic.Length)
            ?? name;
    }

    private static Vector Entry(string topic, JsonElement entry, int index)
    {
        var name = entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("name", out var member)
            ? member.ToString()
            : $"entry {index}";
        return new Vector(topic, name, Member(entry, "inputs"), Member(entry, "expected"));
    }

    private static JsonElement Member(JsonElement entry, string key) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out var member) ? member : default;

    private static IEnumerable<Vector> Table(string topic, JsonElement root) => root.EnumerateObject()
        .Where(member => member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        .SelectMany(member => member.Value.ValueKind == JsonValueKind.Object
            ? member.Value.EnumerateObject().Select(row => Row(topic, row.Name, row.Value))
            : member.Value.EnumerateArray().Select((row, index) => Row(topic, $"{member.Name} {index}", row)));

    private static Vector Row(string topic, string key, JsonElement row) =>
        new(topic, key, JsonSerializer.SerializeToElement(new Dictionary<string, string> { ["key"] = key }), row);
}
