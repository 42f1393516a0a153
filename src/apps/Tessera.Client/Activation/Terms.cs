namespace Tessera.Client.Activation;

/// <summary>Terms and conditions; the version is what the holder accepts.</summary>
public sealed record Terms(int Version, string? Url);
