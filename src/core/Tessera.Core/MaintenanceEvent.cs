using Tessera.Core.Directory;
using Tessera.Core.Payments;

namespace Tessera.Core;

// What leaves memory for the cold store and comes back is journaled, so a fold needs no cold store.
public abstract partial record MaintenanceEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record AnswersArchived([property: Order(1)] int Count) : MaintenanceEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PaymentsArchived([property: Order(1)] PaymentId[] Payments) : MaintenanceEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PaymentRecalled([property: Order(1)] Payment Payment) : MaintenanceEvent;

    // The first payment that refers to these facts follows.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record FactsNoted(
        [property: Order(1)] int Number,
        [property: Order(2)] PaymentFacts Facts) : MaintenanceEvent;
}
