using Tessera.Core;
using Tessera.Core.Payments;
using Tessera.Core.Tokens;

namespace Tessera.Simulation.Checker.Books;

/// <summary>C9: tokens move along their graph and pay only while active. C4: a counter value is spent once.</summary>
internal sealed class TokensModel(string node, Findings findings)
{
    private readonly Dictionary<UInt128, (TokenState State, TokenActor By)> tokens = [];
    private readonly HashSet<(UInt128 Payer, ushort Counter)> spent = [];

    public void Take(long sequence, CoreEvent change)
    {
        switch (change)
        {
            case TokenEvent e:
                Move(sequence, e);
                break;
            case PaymentEvent.Authorised e:
                Pay(sequence, e.Payment);
                break;
            case PaymentEvent.Requested e:
                Pay(sequence, e.Payment);
                break;
            case PaymentEvent.Declined { IsCounterConsumed: true } e:
                Spend(sequence, e.Token.IsNone ? e.Card.Value : e.Token.Value, e.Atc);
                break;
        }
    }

    private void Pay(long sequence, Payment payment)
    {
        if (payment.VerifiedBy != VerdictSource.Own)
        {
            return;
        }

        Spend(sequence, payment.Token.IsNone ? payment.Card.Value : payment.Token.Value, payment.Atc);
        if (!payment.Token.IsNone
            && tokens.GetValueOrDefault(payment.Token.Value).State is var state and not TokenState.Active)
        {
            findings.Add("C9", node, sequence, $"{payment.Token} paid while {state}");
        }
    }

    private void Spend(long sequence, UInt128 payer, ushort counter)
    {
        if (!spent.Add((payer, counter)))
        {
            findings.Add("C4", node, sequence, $"counter value {counter} of one payer was spent twice");
        }
    }

    private void Move(long sequence, TokenEvent change)
    {
        var isKnown = tokens.TryGetValue(change.Token.Value, out var token);
        var isLegal = change switch
        {
            TokenEvent.Created => !isKnown,
            TokenEvent.Activated => isKnown && token.State != TokenState.Deleted,
            TokenEvent.Suspended e => token.State is TokenState.Active or TokenState.Suspended
                && !token.By.HasFlag(e.Actor),
            TokenEvent.Resumed e => token.State == TokenState.Suspended && token.By.HasFlag(e.Actor),
            TokenEvent.Deleted => isKnown && token.State != TokenState.Deleted,
            _ => isKnown,
        };
        if (!isLegal)
        {
            findings.Add(
                "C9", node, sequence, $"{change.GetType().Name} of a token that is {token.State} ({token.By})");
        }

        tokens[change.Token.Value] = Next(token, change);
    }

    private static (TokenState State, TokenActor By) Next((TokenState State, TokenActor By) token, TokenEvent change) =>
        change switch
        {
            TokenEvent.Created => (TokenState.Inactive, TokenActor.None),
            TokenEvent.Activated when token.State == TokenState.Inactive => (TokenState.Active, token.By),
            TokenEvent.Suspended e => (TokenState.Suspended, token.By | e.Actor),
            TokenEvent.Resumed e => (
                (token.By & ~e.Actor) == TokenActor.None ? TokenState.Active : TokenState.Suspended,
                token.By & ~e.Actor),
            TokenEvent.Deleted => (TokenState.Deleted, token.By),
            _ => token,
        };
}
