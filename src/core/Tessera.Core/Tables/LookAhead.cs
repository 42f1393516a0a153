using Tessera.Core.Payments;

namespace Tessera.Core.Tables;

// The decisions of a batch look for their rows all over memory. Looked for together, step by step, their waits for
// memory overlap, where each decision of its own would stand still for each. It changes nothing, and what it returns
// only says that it has looked.
internal static class LookAhead
{
    private const int NoRow = -1;

    public static long Touch(ShardState state, ReadOnlySpan<Command> commands)
    {
        Span<int> tokens = stackalloc int[commands.Length];
        tokens.Fill(NoRow);
        var seen = 0L;
        foreach (var command in commands)
        {
            if (command is PaymentCommand.Authorise c)
            {
                seen ^= state.Payments.Touch(c.Payment, c.TraceKey) ^ state.Tokens.Touch(c.Number);
            }
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            if (commands[i] is PaymentCommand.Authorise { IsCard: false } c
                && state.Tokens.TryFind(c.Number, out var row))
            {
                tokens[i] = row;
            }
        }

        return seen ^ TouchPayers(state, tokens);
    }

    private static long TouchPayers(ShardState state, ReadOnlySpan<int> tokens)
    {
        var seen = 0L;
        foreach (var row in tokens)
        {
            seen ^= row == NoRow ? 0 : state.Tokens.TouchCredential(row);
        }

        foreach (var row in tokens)
        {
            seen ^= row == NoRow ? 0 : state.Tokens.CardOf(row).GetHashCode();
        }

        foreach (var row in tokens)
        {
            seen ^= row == NoRow ? 0 : state.Ledger.AvailableMinor(state.Tokens.AccountOf(row));
        }

        return seen;
    }
}
