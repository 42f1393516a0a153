namespace Tessera.Simulation.Nodes;

/// <summary>The files of a node before a seed begins.</summary>
internal sealed record NodeTemplate(byte[] Log, byte[] Anchor, byte[] Owner);
