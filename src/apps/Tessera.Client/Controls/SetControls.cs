namespace Tessera.Client.Controls;

/// <summary>Replaces the caller's controls as a whole.</summary>
public sealed record SetControls(SpendingControls Controls);
