namespace Tessera.Server.Http;

/// <summary>Names one command for ever (tenant, route and Idempotency-Key) and fixes its body.</summary>
public readonly record struct CommandKey(UInt128 Id, UInt128 BodyHash);
