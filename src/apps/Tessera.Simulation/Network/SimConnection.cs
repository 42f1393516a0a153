using Tessera.Journal;
using Tessera.Server.Switch;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Network;

/// <summary>
/// One ISO 8583 connection to a node: the real link of its door at one end, the caller at the other, whole messages in
/// between. It ends with the process of either side; the other side may not notice.
/// </summary>
internal sealed class SimConnection
{
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(20);

    private readonly SimNetwork network;
    private readonly string caller;
    private readonly SimProcess process;
    private readonly NodeLife life;
    private readonly SwitchLink link;
    private readonly Action<byte[]> hear;

    private SimConnection(
        SimNetwork network, string caller, SimProcess process, NodeLife life, Action<byte[]> hear)
    {
        (this.network, this.caller, this.process, this.life, this.hear) = (network, caller, process, life, hear);
        link = new SwitchLink(life.Door)
        {
            Send = bytes =>
            {
                ToCaller(bytes);
                return IsOpen;
            },
        };
        life.Connections.Add(this);
        life.Process.Start(WatchAsync);
    }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Null when nobody answers the call.</summary>
    public static SimConnection? TryOpen(
        SimNetwork network, string caller, SimProcess process, SimNode node, Action<byte[]> hear) =>
        node.Life is { IsOpen: true } life && !network.IsCut(caller, node.Name)
            ? new SimConnection(network, caller, process, life, hear)
            : null;

    public void Send(byte[] bytes)
    {
        if (IsOpen)
        {
            network.Send(caller, life.Process.Name, life.Process, () => _ = ServeAsync(bytes));
        }
    }

    public void Close()
    {
        if (IsOpen)
        {
            IsOpen = false;
            life.Connections.Remove(this);
            life.Process.Post(static state => ((SwitchLink)state!).Close(), link);
        }
    }

    /// <summary>As a socket's timer does: a route that has gone silent is asked, and cut when it does not answer.
    /// </summary>
    private async Task WatchAsync()
    {
        while (IsOpen)
        {
            await Task.Delay(Echo, life.World.Time);
            if (IsOpen && link.IsRoute && !await link.EchoAsync())
            {
                Close();
            }
        }
    }

    private void ToCaller(byte[] bytes) => network.Send(life.Process.Name, caller, process, () =>
    {
        if (IsOpen)
        {
            hear(bytes);
        }
    });

    private async Task ServeAsync(byte[] bytes)
    {
        if (!IsOpen || link.TryTakeAnswer(bytes))
        {
            return;
        }

        try
        {
            var answer = await link.ReceiveAsync(bytes.ToArray());
            if (answer.Length > 0)
            {
                ToCaller(answer);
            }
        }
        catch (JournalException)
        {
            // As at a socket: no answer, and the link is cut.
            Close();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            life.Report(fault);
            Close();
        }
    }
}
