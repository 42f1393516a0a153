using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Server.Wire;

/// <summary>Reads a body into its typed form, strictly: first the shape, so that each fault gets its own code and
/// place; then the framework's strict deserialiser, which has the last word.</summary>
internal static class BodyReader
{
    public static bool TryRead<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> contract, out T value, out Problem problem)
        where T : class
    {
        value = null!;
        if (!JsonShape.Check(body, contract, out problem))
        {
            return false;
        }

        try
        {
            value = JsonSerializer.Deserialize(body, contract)!;
            problem = null!;
            return value is not null;
        }
        catch (JsonException fault)
        {
            problem = new Problem(ProblemKinds.MemberInvalid, param: SafePath(fault.Path));
            return false;
        }
    }

    /// <summary>Every name on a path that passed the shape check is one of ours, so it can be shown.</summary>
    private static string SafePath(string? path) => path is { Length: > 0 and <= 200 } ? path : "$";
}
