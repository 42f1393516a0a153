namespace Tessera.Server.Activation.Identity;

/// <summary>How the desk met the cardholder; in person when left out.</summary>
public sealed record ConfirmIdentityBody
{
    public WireName<DeskMethod>? Method { get; init; }

    /// <summary>How long the number that was called has been on file.</summary>
    public int? DaysSinceChannelChange { get; init; }
}
