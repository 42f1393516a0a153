namespace Tessera.Server.Api.Controls;

/// <summary>Replaces the caller's controls as a whole; an empty object takes them all away.</summary>
public sealed record SetControlsBody
{
    public required SpendingControlsBody Controls { get; init; }
}
