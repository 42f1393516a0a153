using System.Security.Cryptography;
using MemoryPack;
using Tessera.Core;
using Tessera.Core.Payments;

namespace Tessera.Simulation.Checker.Books;

/// <summary>C3 in a journal: one decision for each command id.</summary>
internal sealed class AnswersModel(string node, Findings findings)
{
    private readonly Dictionary<UInt128, string> answers = [];

    public void Take(long sequence, CoreEvent change)
    {
        switch (change)
        {
            case CommandAnswered e:
                Add(sequence, e.CommandId, e.Reply);
                break;
            case PaymentEvent.Authorised { Payment: { CommandId: var id } payment } when id != UInt128.Zero:
                Add(sequence, id, MemoryPackSerializer.Serialize<Reply>(ReplyOf(payment)));
                break;
        }
    }

    /// <summary>Null when the journal has no decision on the command.</summary>
    public string? HashOf(UInt128 command) => answers.GetValueOrDefault(command);

    /// <summary>An approved payment is its own answer.</summary>
    private static Reply.PaymentDecided ReplyOf(Payment payment) => new(
        payment.Id,
        PaymentState.Authorised,
        0,
        payment.FundingLeg.Reference,
        payment.NetworkLeg.Reference,
        payment.AuthorisedMinor,
        payment.CurrencyNumber,
        payment.LastFour,
        payment.AuthorisedAt);

    private void Add(long sequence, UInt128 command, byte[] reply)
    {
        if (!answers.TryAdd(command, Convert.ToHexString(SHA256.HashData(reply))))
        {
            findings.Add("C3", node, sequence, $"command {command:X32} was decided twice");
        }
    }
}
