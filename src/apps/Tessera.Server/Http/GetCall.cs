namespace Tessera.Server.Http;

/// <summary>A GET of one object; <c>Id</c> is the path's id, empty where the route has none.</summary>
public sealed record GetCall(Caller Caller, string Id, IReadOnlyDictionary<string, string> Query);
