namespace Tessera.Client.Activation;

/// <summary>The desk vouches for the cardholder; in person when nothing is said. A call counts only under a number that
/// has been on file for long enough.</summary>
public sealed record ConfirmIdentity
{
    public DeskMethod? Method { get; init; }

    public int? DaysSinceChannelChange { get; init; }
}
