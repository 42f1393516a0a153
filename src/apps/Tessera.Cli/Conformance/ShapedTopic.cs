using System.Text.Json;

namespace Tessera.Cli.Conformance;

/// <summary>
/// A topic as a list of shapes, each with its handler. A shape names the keys of inputs and of expected, parted by
/// spaces; a key with a question mark may be absent, and a shape that ends in <c>*</c> allows any further keys.
/// </summary>
internal abstract class ShapedTopic(string name) : ITopic
{
    private readonly List<(string[] Inputs, string[] Expected, Func<Vector, string?> Handler)> _shapes = [];

    public string Name { get; } = name;

    public bool TryRun(Vector vector, out string? failure)
    {
        foreach (var (inputs, expected, handler) in _shapes)
        {
            if (Fits(vector.Inputs, inputs) && Fits(vector.Expected, expected))
            {
                failure = handler(vector);
                return true;
            }
        }

        failure = null;
        return false;
    }

    /// <summary>Adds a shape; the first that fits is taken.</summary>
    /// <param name="inputs">Keys of the inputs.</param>
    /// <param name="expected">Keys of the answer.</param>
    /// <param name="handler">Null when the codec answers as expected, else what differs.</param>
    protected void On(string inputs, string expected, Func<Vector, string?> handler) =>
        _shapes.Add((inputs.Split(' '), expected.Split(' '), handler));

    /// <summary>Null when the two texts are equal, else a failure that shows both.</summary>
    protected static string? Compare(string what, string? expected, string? actual) =>
        string.Equals(expected, actual, StringComparison.Ordinal)
            ? null
            : $"{what}: expected {expected ?? "null"}, got {actual ?? "null"}";

    private static bool Fits(JsonElement holder, string[] keys)
    {
        if (holder.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var isOpen = keys[^1] == "*";
        var isComplete = keys.All(key => key is "*" || key.EndsWith('?') || holder.TryGetProperty(key, out _));
        return isComplete && (isOpen || holder.EnumerateObject().All(member =>
            keys.Any(key => key.AsSpan().TrimEnd('?').SequenceEqual(member.Name))));
    }
}
