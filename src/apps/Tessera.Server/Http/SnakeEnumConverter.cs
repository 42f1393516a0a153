using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Server.Http;

/// <summary>Enum members as snake_case texts; numbers are refused.</summary>
public sealed class SnakeEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, false)
    where T : struct, Enum;
