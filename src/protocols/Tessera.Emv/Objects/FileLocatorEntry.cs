// EMV 4.4 Book 3, 10.2: one entry of the application file locator.
namespace Tessera.Emv.Objects;

/// <summary>A range of records of one file (EMV Book 3, 10.2).</summary>
/// <param name="ShortFileIdentifier">File, 1 to 30.</param>
/// <param name="FirstRecord">First record to read, 1 to 255.</param>
/// <param name="LastRecord">Last record to read, not before the first.</param>
/// <param name="AuthenticatedRecords">
/// How many of them, from the first, take part in offline data authentication.
/// </param>
public readonly record struct FileLocatorEntry(
    int ShortFileIdentifier, int FirstRecord, int LastRecord, int AuthenticatedRecords)
{
    /// <summary>Number of records in the range.</summary>
    public int RecordCount => LastRecord - FirstRecord + 1;
}
