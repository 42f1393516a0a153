using Tessera.Core.Directory;
using Tessera.Journal;
using Tessera.Server.Switch;
using Tessera.Simulation.Network;
using Tessera.Simulation.Nodes;
using Tessera.Simulation.Runs;

namespace Tessera.Simulation.Actors;

/// <summary>Keeps the bank's link to the network open, as the dialler of a real process does over its socket.</summary>
internal sealed class BankDialler(SimWorld world, NodeLife life)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(20);

    private SimConnection? connection;

    public async Task RunAsync()
    {
        while (true)
        {
            if (Partner() is { } partner)
            {
                await HoldAsync(partner);
            }

            await Task.Delay(Retry, life.World.Time);
        }
    }

    private Participant? Partner() =>
        life.World.Directory.Current.Participants.Values.FirstOrDefault(participant => participant.IsOutside);

    private async Task HoldAsync(Participant partner)
    {
        var link = new SwitchLink(life.Door, partner);
        connection = SimConnection.TryOpen(
            world.Lines, life.Process.Name, life.Process, world.Network, bytes => _ = HearAsync(link, bytes));
        if (connection is not { } open)
        {
            return;
        }

        link.Send = bytes =>
        {
            open.Send(bytes);
            return open.IsOpen;
        };
        if (await link.SignOnAsync())
        {
            do
            {
                await WaitAsync(open);
            }
            while (open.IsOpen && await link.EchoAsync());
        }

        open.Close();
        link.Close();
    }

    /// <summary>The end of a connection is noticed soon, its silence only by asking.</summary>
    private async Task WaitAsync(SimConnection open)
    {
        for (var waited = TimeSpan.Zero; waited < Echo && open.IsOpen; waited += Retry)
        {
            await Task.Delay(Retry, life.World.Time);
        }
    }

    private async Task HearAsync(SwitchLink link, byte[] bytes)
    {
        if (link.TryTakeAnswer(bytes))
        {
            return;
        }

        try
        {
            if (await link.ReceiveAsync(bytes.ToArray()) is { Length: > 0 } answer)
            {
                connection?.Send(answer);
            }
        }
        catch (JournalException)
        {
            connection?.Close();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            life.Report(fault);
        }
    }
}
