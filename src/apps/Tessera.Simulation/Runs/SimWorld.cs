using Tessera.Core;
using Tessera.Journal.Shards;
using Tessera.Server.Http;
using Tessera.Server.World;
using Tessera.Simulation.Actors;
using Tessera.Simulation.Clock;
using Tessera.Simulation.Network;
using Tessera.Simulation.Nodes;

namespace Tessera.Simulation.Runs;

/// <summary>Machines, lines and people of one seed, on one thread of virtual time.</summary>
internal sealed class SimWorld
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(6);

    private int running;
    private int commands;

    public SimWorld(ulong seed, SeedPlan plan, SimKit kit, WorldHooks hooks)
    {
        Random = new SimRandom(seed);
        (Plan, Kit, Hooks) = (plan, kit, hooks);
        Scheduler = new SimScheduler(Random.Fork());
        Outside = new SimProcess(Scheduler, "outside", 0);
        Lines = new SimNetwork(Scheduler, Random.Fork(), plan);
        TillClock = new SimClock(Scheduler);
        Network = new SimNode(this, "network", kit.Template.Network, kit.NetworkVault);
        Nodes.Add(Network);
        Bank = new SimNode(this, "bank", kit.Template.Bank, kit.BankVault);
        Nodes.Add(Bank);
        FarLine = new FarLine(this);
        Scheduler.AfterStep = () => Nodes.ForEach(node => node.Poke());
    }

    public SimRandom Random { get; }

    public SeedPlan Plan { get; }

    public SimKit Kit { get; }

    public WorldHooks Hooks { get; }

    public SimScheduler Scheduler { get; }

    /// <summary>Where people, tills and shops live: no fault of a machine ends it.</summary>
    public SimProcess Outside { get; }

    public SimNetwork Lines { get; }

    /// <summary>The clock of people and tills.</summary>
    public SimClock TillClock { get; }

    public List<SimNode> Nodes { get; } = [];

    public SimNode Network { get; }

    public SimNode Bank { get; }

    public FarLine FarLine { get; }

    public ClientRecord Record { get; } = new();

    /// <summary>Faults of the simulation's own actors: an assertion of theirs failed.</summary>
    public List<string> Faults { get; } = [];

    public bool IsQuiet => running == 0;

    /// <summary>From now on nothing goes wrong any more.</summary>
    public bool IsHealed { get; set; }

    public Task DelayAsync(TimeSpan span) => Task.Delay(span, TillClock);

    public void Begin(Func<Task> work)
    {
        running++;
        Outside.Start(async () =>
        {
            try
            {
                await work();
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                Faults.Add(fault.ToString());
            }

            running--;
        });
    }

    /// <summary>
    /// One call of an API below its sockets: the request goes to the node, runs in its process, and the answer comes
    /// back, if nothing is lost on either way. Default when no answer came in time.
    /// </summary>
    public async Task<T?> CallAsync<T>(SimNode node, Func<NodeLife, ValueTask<T>> call)
        where T : class
    {
        if (node.Life is not { IsOpen: true } life)
        {
            await DelayAsync(TimeSpan.FromMilliseconds(300));
            return null;
        }

        var answer = new TaskCompletionSource<T?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var limit = TillClock.CreateTimer(
            _ => answer.TrySetResult(null), null, CallTime, Timeout.InfiniteTimeSpan);
        Lines.Send("api", node.Name, life.Process, () => _ = ServeAsync(life, call, answer));
        return await answer.Task;
    }

    /// <summary>Asks until somebody says what became of the command, always under the same key.</summary>
    public async Task<Outcome?> RunAsync(SimNode node, Command command, int mostTries = 400)
    {
        var id = DerivedId.Number(SimIds.Number("command"), $"{++commands}");
        var key = new CommandKey(id, DerivedId.Number(id, "body"));
        for (var attempt = 0; attempt < mostTries; attempt++)
        {
            var answer = await CallAsync(node, async life =>
                new Answered(await life.World.Commands.RunAsync(command, key)));
            if (answer is { Outcome.Kind: OutcomeKind.Decided or OutcomeKind.Repeated or OutcomeKind.Rejected })
            {
                Claim(node, key, answer.Outcome, isOnlyTry: attempt == 0);
                return answer.Outcome;
            }

            await DelayAsync(Random.Between(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(3)));
        }

        return null;
    }

    private void Claim(SimNode node, CommandKey key, Outcome outcome, bool isOnlyTry)
    {
        // A try that nobody heard of may still arrive, and may fare better than the one that was refused.
        if (outcome.Reply is null && !(isOnlyTry && Plan.RepeatedPerMille == 0))
        {
            return;
        }

        Record.Add(new ClientClaim
        {
            Node = node.Name,
            Kind = "command",
            Key = key.Id.ToString("X32", null),
            Outcome = outcome.Reply is null ? "refused" : "done",
            AmountMinor = 0,
            AnswerHash = outcome.Reply is { } reply
                ? ClientRecord.HashOf(MemoryPack.MemoryPackSerializer.Serialize(reply)) : "",
        });
    }

    private async Task ServeAsync<T>(
        NodeLife life, Func<NodeLife, ValueTask<T>> call, TaskCompletionSource<T?> answer)
        where T : class
    {
        T? result;
        try
        {
            result = await call(life);
        }
        catch (Journal.JournalException)
        {
            // Answered as a problem: ask again.
            result = null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            life.Report(fault);
            return;
        }

        Lines.Send(life.Process.Name, "api", Outside, () => answer.TrySetResult(result));
    }

    private sealed record Answered(Outcome Outcome);
}
