namespace Tessera.Simulation.Evidence;

/// <summary>
/// One call on the register, an account with deposits and questions only. AmountMinor is what was paid in or what was
/// read; Returned is long.MaxValue where no answer came.
/// </summary>
internal sealed record RegisterCall(bool IsDeposit, long AmountMinor, long Called, long Returned);
