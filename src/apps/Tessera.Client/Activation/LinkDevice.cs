namespace Tessera.Client.Activation;

/// <summary>Link and provision: the signals on which the issuer chooses the path.</summary>
public sealed record LinkDevice(DeviceSignals Signals);
