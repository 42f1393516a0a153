namespace Tessera.Server.Switch;

/// <summary>Starts and stops the door with the host.</summary>
internal sealed class SwitchService(SwitchListener listener, TesseraHostOptions options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.Start(options.SwitchPort!.Value);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => listener.StopAsync();
}
