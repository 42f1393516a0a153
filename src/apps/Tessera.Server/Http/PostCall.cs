namespace Tessera.Server.Http;

/// <summary>A POST below HTTP: who, the typed body, the path's id, and the key that makes it repeatable.</summary>
public sealed record PostCall<T>(Caller Caller, string Id, T Body, CommandKey Key);
