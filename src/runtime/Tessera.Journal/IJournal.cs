using Tessera.Core;

namespace Tessera.Journal;

/// <summary>
/// The durable part of one shard: its rows and its cold rows. Claim, Append and ReadCold belong to the shard's
/// thread; all else may be used from any thread.
/// </summary>
public interface IJournal : IRowSource, IDisposable
{
    /// <summary>The last row known to be durable.</summary>
    JournalHead Head { get; }

    /// <summary>
    /// Becomes the only owner: bumps the shard's epoch durably, then reads the head. Called first and again after
    /// any append error; everything visible afterwards is durable.
    /// </summary>
    long Claim();

    /// <summary>
    /// Writes the row and its cold rows in one transaction and returns when both are durable. Any exception means
    /// that the outcome is unknown: claim again before the next append.
    /// </summary>
    void Append(JournalRow row, IReadOnlyList<ColdRow> coldRows);

    /// <summary>Cold rows after a key in key order, for checks and copies.</summary>
    IReadOnlyList<ColdRow> ReadCold(ColdKey after, int maxRows);
}
