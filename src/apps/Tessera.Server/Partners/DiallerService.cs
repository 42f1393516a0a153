namespace Tessera.Server.Partners;

/// <summary>Starts and stops the dialled link with the host.</summary>
internal sealed class DiallerService(SwitchDialler dialler) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        dialler.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => dialler.StopAsync();
}
