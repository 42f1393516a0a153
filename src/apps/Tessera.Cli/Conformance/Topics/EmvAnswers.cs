using System.Text.Json;

namespace Tessera.Cli.Conformance.Topics;

/// <summary>Compares what a codec computed with the expected members; a refusal counts when one is expected.</summary>
internal static class EmvAnswers
{
    /// <summary>Expected members that hold a value; the marks of a wanted refusal are not among them.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(Vector vector) =>
        vector.Expected.ValueKind == JsonValueKind.Object
            ?
            [
                .. vector.Expected.EnumerateObject()
                    .Where(member => member.Name is not ("error" or "valid"))
                    .Where(member => member.Value.ValueKind != JsonValueKind.Null)
                    .Select(member => (member.Name, member.Value.ToString())),
            ]
            : [];

    /// <summary>True when the codec must refuse the inputs.</summary>
    public static bool WantsRefusal(Vector vector) =>
        vector.Expected.ValueKind == JsonValueKind.Object
        && (vector.Expected.TryGetProperty("error", out _)
            || (vector.Expected.TryGetProperty("valid", out var valid) && valid.ValueKind == JsonValueKind.False));

    /// <summary>Computes once, then compares member by member; hex is compared without regard to case.</summary>
    public static string? Check<T>(
        Vector vector,
        Func<T> compute,
        Func<T, (string Name, string Text), string> answer)
    {
        T result;
        try
        {
            result = compute();
        }
        catch (Exception refusal) when (refusal is ArgumentException or FormatException or OverflowException)
        {
            return WantsRefusal(vector) ? null : $"refused: {refusal.Message}";
        }
        if (WantsRefusal(vector))
        {
            return "accepted what must be refused";
        }
        foreach (var expected in Of(vector))
        {
            var actual = answer(result, expected);
            if (!string.Equals(expected.Text, actual, StringComparison.OrdinalIgnoreCase))
            {
                return $"{expected.Name}: expected {expected.Text}, got {actual}";
            }
        }
        return null;
    }
}
