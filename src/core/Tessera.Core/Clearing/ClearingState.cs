namespace Tessera.Core.Clearing;

// Cases that nobody has closed; a closed one is history.
public sealed class ClearingState
{
    private readonly SortedDictionary<UInt128, ClearingCase> open = [];

    public ClearingCase? FindOpen(ClearingCaseId id) => open.GetValueOrDefault(id.Value);

    public IEnumerable<ClearingCase> Open => open.Values;

    public IEnumerable<ClearingCase> OpenFor(PaymentId payment) => open.Values.Where(found => found.Payment == payment);

    public void Apply(ClearingEvent change)
    {
        switch (change)
        {
            case ClearingEvent.CaseOpened e:
                open.Add(e.Case.Id.Value, e.Case);
                break;
            case ClearingEvent.CaseClosed e:
                open.Remove(e.Case.Value);
                break;
            default:
                throw new InvariantException("every clearing event has its case");
        }
    }

    public ClearingCase[] Freeze() => [.. open.Values];

    public void Load(ClearingCase[] cases)
    {
        foreach (var found in cases)
        {
            open.Add(found.Id.Value, found);
        }
    }
}
