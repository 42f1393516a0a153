namespace Tessera.Cli.Torture.Faults;

/// <summary>Why a fault cannot run on this machine, and what would change that.</summary>
internal sealed record Obstacle(string Reason, string Remedy);
