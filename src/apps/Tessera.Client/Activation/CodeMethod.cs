namespace Tessera.Client.Activation;

/// <summary>A way to receive a one-time code, with its masked destination.</summary>
public sealed record CodeMethod(string Kind, string? Destination);
