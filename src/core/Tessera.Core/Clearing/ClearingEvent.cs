namespace Tessera.Core.Clearing;

public abstract partial record ClearingEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CaseOpened([property: Order(1)] ClearingCase Case) : ClearingEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record CaseClosed(
        [property: Order(1)] ClearingCaseId Case,
        [property: Order(2)] ClearingCaseState Outcome,
        [property: Order(3)] string By) : ClearingEvent;
}
