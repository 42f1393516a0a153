namespace Tessera.Cli.Torture.Customers;

/// <summary>An act on a payment as its asker knows it.</summary>
/// <param name="Id">The capture's or refund's own id; empty for the others, and while unanswered.</param>
/// <param name="IsFinal">Of a capture: what it leaves of the hold is let go.</param>
internal sealed record ToldAct(ActKind Kind, long AmountMinor, string Id = "", bool IsFinal = false);
