namespace Tessera.Journal;

/// <summary>
/// What a verification found. <paramref name="BadSequence"/> is the first bad row, 0 when there is none.
/// </summary>
public sealed record JournalReport(long RowsChecked, JournalHead Head, RowFault Fault, long BadSequence)
{
    public bool IsSound => Fault == RowFault.None;
}
