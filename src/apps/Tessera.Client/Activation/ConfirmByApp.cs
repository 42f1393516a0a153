namespace Tessera.Client.Activation;

/// <summary>The cardholder confirmed in the issuer's app, bound to them for so many days.</summary>
public sealed record ConfirmByApp(int DaysSinceBound);
