using Tessera.Core;
using Tessera.Primitives;

namespace Tessera.Journal.Shards;

/// <param name="answers">Where the outcome is taken up; null hands it out on the shard's thread.</param>
internal abstract class CommandWork(Command body, UInt128 commandId, UInt128 bodyHash, AnswerLane? answers)
    : IShardWork
{
    public Outcome Outcome { get; set; } = Outcome.Unknown;

    public Command Body => body;

    public Envelope At(Timestamp at) => new(commandId, bodyHash, at, body);

    public void RunOn(Shard shard) => shard.Decide(this);

    public void Release()
    {
        if (answers is null)
        {
            HandOut();
        }
        else
        {
            answers.Add(this);
        }
    }

    /// <summary>Runs what waits for the outcome, or has it run.</summary>
    public abstract void HandOut();

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
