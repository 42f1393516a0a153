using System.Text;
using Tessera.Cli.Demo;
using Tessera.Server.Tests.Tills;

namespace Tessera.Server.Tests.Taps;

/// <summary>A wire between a till and the server's ISO 8583 door that loses answers of the types named, each once, in
/// the order in which they come.</summary>
internal sealed class LosingRelay : IAsyncDisposable
{
    private readonly DemoWire _wire;
    private readonly Queue<string> _losses;

    public LosingRelay(int target, params string[] losses)
    {
        _losses = new Queue<string>(losses);
        _wire = DemoWire.Start(target);
        _wire.Copies = (isTills, message) => isTills || !IsLost(message) ? 1 : 0;
    }

    /// <summary>The till's time; it passes whenever an answer is lost.</summary>
    public TillTime Time { get; } = new();

    public int Port => _wire.Port;

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    private bool IsLost(byte[] message)
    {
        if (!_losses.TryPeek(out var next) || Encoding.ASCII.GetString(message, 0, 4) != next)
        {
            return false;
        }

        _losses.Dequeue();
        Time.Advance(TimeSpan.FromSeconds(30));
        return true;
    }
}
