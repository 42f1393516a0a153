using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.Shards;

internal abstract class CommandWork(Command body, UInt128 commandId, UInt128 bodyHash) : IShardWork
{
    public Outcome Outcome { get; set; } = Outcome.Unknown;

    public Envelope At(Timestamp at) => new(commandId, bodyHash, at, body);

    public void RunOn(Shard shard) => shard.Decide(this);

    /// <summary>Hands out the outcome; what then goes on must not do so on the shard's thread.</summary>
    public abstract void Release();

    public void FailUnknown()
    {
        Outcome = Outcome.Unknown;
        Release();
    }

    public void Refuse()
    {
        Outcome = Outcome.Busy;
        Release();
    }
}
