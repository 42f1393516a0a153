namespace Tessera.Server.Http;

/// <summary>A GET of a list.</summary>
public sealed record PageCall(
    Caller Caller,
    int Limit,
    string? StartingAfter,
    IReadOnlyDictionary<string, string> Filters);
