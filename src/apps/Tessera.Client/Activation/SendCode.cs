namespace Tessera.Client.Activation;

/// <summary>Asks the issuer to send a one-time code by one of the provisioning's methods.</summary>
public sealed record SendCode(string Method);
