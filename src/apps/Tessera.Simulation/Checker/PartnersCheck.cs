using Tessera.Core.Ledger;
using Tessera.Core.Partners;
using Tessera.Core.Payments;
using Tessera.Simulation.Checker.Books;

namespace Tessera.Simulation.Checker;

/// <summary>C8 and C12 between a network and a bank that keeps its own books: every message was delivered and had its
/// effect once, and over all time the one side's claim is the other's debt.</summary>
internal sealed class PartnersCheck(NodeModel network, NodeModel bank, PartnerBooks books, Findings findings)
{
    public void Run()
    {
        var messages = network.Queued.Where(message => message.Book == books.BankAtNetwork).ToArray();
        foreach (var message in messages)
        {
            Delivered(message);
        }

        Effects(messages, PartnerMessageKind.Presentment, "present");
        Effects(messages, PartnerMessageKind.RefundPresentment, "refund");
        Mirror(AccountRole.DueFrom, AccountRole.DueTo);
        Mirror(AccountRole.DueTo, AccountRole.DueFrom);
    }

    private void Delivered(PartnerMessage message)
    {
        if (!network.Answered.TryGetValue((message.Book, message.Sequence), out var code))
        {
            Break("C12", $"message {message.Sequence} ({message.Kind}) was never answered");
            return;
        }

        var reference = message.Payment.AcquirerLeg.Reference;
        var there = bank.Payments.All.FirstOrDefault(life => life.Reference == reference);
        switch (message.Kind)
        {
            case PartnerMessageKind.Reversal when there is { HeldMinor: > 0 }:
                Break("C12", $"{reference} was taken back, and the bank still holds it");
                break;
            case PartnerMessageKind.Advice when there is not { WasApproved: true }:
                Break("C12", $"the bank was told to have approved {reference}, answered {code}, and has not");
                break;
        }
    }

    private void Effects(PartnerMessage[] messages, PartnerMessageKind kind, string act)
    {
        var sent = messages.Where(message => message.Kind == kind)
            .CountBy(message => (message.Payment.AcquirerLeg.Reference, message.AmountMinor)).ToDictionary();
        var made = bank.Payments.Acts.Where(each => each.Kind == act)
            .CountBy(each => (each.Reference, each.AmountMinor)).ToDictionary();
        foreach (var key in sent.Keys.Union(made.Keys))
        {
            if (sent.GetValueOrDefault(key) != made.GetValueOrDefault(key))
            {
                Break("C12", $"{act} of {key.AmountMinor} for {key.Reference}: sent {sent.GetValueOrDefault(key)}, "
                    + $"at the bank {made.GetValueOrDefault(key)}");
            }
        }
    }

    /// <summary>Everything that ever came to be owed; what was paid since stands on the other side of the accounts.
    /// </summary>
    private void Mirror(AccountRole here, AccountRole there)
    {
        foreach (var currency in network.Books.All().Select(each => each.Account.Currency).Distinct().ToArray())
        {
            var ours = Made(network, new(books.Network, here, currency, books.BankAtNetwork));
            var theirs = Made(bank, new(books.Bank, there, currency, books.NetworkAtBank));
            if (ours != theirs)
            {
                Break("C8", $"{here} of the bank came to {ours} here, and its {there} to {theirs} there");
            }
        }
    }

    private static long Made(NodeModel side, AccountParts account)
    {
        var totals = side.Books.Of(account.Number);
        return account.Role == AccountRole.DueTo ? totals.CreditsPosted : totals.DebitsPosted;
    }

    private void Break(string invariant, string text) => findings.Add(invariant, network.Node, 0, text);
}
