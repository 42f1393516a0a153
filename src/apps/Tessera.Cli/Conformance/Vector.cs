using System.Text.Json;

namespace Tessera.Cli.Conformance;

/// <summary>One entry of a vector file.</summary>
/// <param name="Topic">The topic of its file.</param>
/// <param name="Name">Its name, unique enough to find it.</param>
/// <param name="Inputs">What the codec is given: an object whose keys are half of the shape.</param>
/// <param name="Expected">What it must answer: an object whose keys are the other half.</param>
internal sealed record Vector(string Topic, string Name, JsonElement Inputs, JsonElement Expected)
{
    /// <summary>The keys of inputs and expected, for the report of a shape that nobody handles.</summary>
    public string Shape => $"{Keys(Inputs)} -> {Keys(Expected)}";

    /// <summary>A text member of the inputs, or null when absent or JSON null.</summary>
    public string? Input(string key) => Text(Inputs, key);

    /// <summary>A text member of the answer, or null when absent or JSON null.</summary>
    public string? Answer(string key) => Text(Expected, key);

    private static string? Text(JsonElement holder, string key) =>
        holder.TryGetProperty(key, out var member) && member.ValueKind != JsonValueKind.Null ? member.ToString() : null;

    private static string Keys(JsonElement holder) => holder.ValueKind == JsonValueKind.Object
        ? string.Join(' ', holder.EnumerateObject().Select(member => member.Name))
        : holder.ValueKind.ToString();
}
