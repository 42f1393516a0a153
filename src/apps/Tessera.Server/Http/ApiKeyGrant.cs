namespace Tessera.Server.Http;

/// <summary>What the holder of one secret may do.</summary>
public sealed record ApiKeyGrant(string Id, Role Role, string Owner);
