namespace Tessera.Server.Wire;

/// <summary>The empty object that a POST without members takes.</summary>
public sealed record NoBody;
