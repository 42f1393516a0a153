using System.Security.Cryptography;
using Tessera.Core;

namespace Tessera.Simulation.Checker.Models;

/// <summary>C3 in a journal: one decision for each command id.</summary>
internal sealed class AnswersModel(string node, Findings findings)
{
    private readonly Dictionary<UInt128, string> answers = [];

    public void Take(long sequence, CoreEvent change)
    {
        if (change is CommandAnswered answered
            && !answers.TryAdd(answered.CommandId, Convert.ToHexString(SHA256.HashData(answered.Reply))))
        {
            findings.Add("C3", node, sequence, $"command {answered.CommandId:X32} was decided twice");
        }
    }

    /// <summary>Null when the journal has no decision on the command.</summary>
    public string? HashOf(UInt128 command) => answers.GetValueOrDefault(command);
}
