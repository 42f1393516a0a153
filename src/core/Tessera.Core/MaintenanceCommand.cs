namespace Tessera.Core;

// The shard's own housekeeping: due holds expire at their own due time, finished payments and old answers move to the
// cold store. Sent by the shard between batches with command id zero (no answer is stored).
public sealed record MaintenanceCommand(int MostItems, int AnswersKept, TimeSpan PaymentsKept) : Command;
