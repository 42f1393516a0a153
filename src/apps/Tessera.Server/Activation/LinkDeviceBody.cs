namespace Tessera.Server.Activation;

public sealed record LinkDeviceBody
{
    public required DeviceSignalsBody Signals { get; init; }
}
