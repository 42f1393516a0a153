namespace Tessera.Server.Http;

/// <summary>Set when the host begins to stop: readiness turns false and new work is refused while running requests
/// finish.</summary>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource source = new();

    public bool IsStopping => source.IsCancellationRequested;

    /// <summary>Ends streams that would otherwise hold the stop.</summary>
    public CancellationToken Token => source.Token;

    public void Stop() => source.Cancel();

    public void Dispose() => source.Dispose();
}
