namespace Tessera.Server.Activation.Identity;

/// <summary>The issuer's server says that the cardholder confirmed in its app.</summary>
public sealed record ConfirmByAppBody
{
    /// <summary>How long the app has been bound to this cardholder.</summary>
    public required int DaysSinceBound { get; init; }
}
