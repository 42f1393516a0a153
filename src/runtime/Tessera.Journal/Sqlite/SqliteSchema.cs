using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// The tables of journal.db. The format number changes only when an older program could not read them.
/// </summary>
internal static class SqliteSchema
{
    private const long Format = 1;

    private const string Tables = """
        CREATE TABLE IF NOT EXISTS owner (
          shard INTEGER PRIMARY KEY,
          epoch INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS journal (
          sequence INTEGER PRIMARY KEY,
          shard INTEGER NOT NULL,
          epoch INTEGER NOT NULL,
          checksum INTEGER NOT NULL,
          previous_hash BLOB NOT NULL,
          hash BLOB NOT NULL,
          events BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS cold (
          shard INTEGER NOT NULL,
          kind INTEGER NOT NULL,
          id BLOB NOT NULL,
          version INTEGER NOT NULL,
          checksum INTEGER NOT NULL,
          bytes BLOB NOT NULL,
          PRIMARY KEY (shard, kind, id)) WITHOUT ROWID;
        """;

    public static void Create(SqliteConnection connection)
    {
        var found = ReadFormat(connection);
        if (found == Format)
        {
            return;
        }

        RefuseUnknown(found);
        SqliteFolder.Run(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version={Format}; COMMIT;");
    }

    public static bool IsCreated(SqliteConnection connection) => ReadFormat(connection) == Format;

    public static void RefuseUnknown(SqliteConnection connection) => RefuseUnknown(ReadFormat(connection));

    private static void RefuseUnknown(long found)
    {
        if (found is not 0 and not Format)
        {
            throw new JournalException(
                JournalFault.UnknownFormat, $"journal.db has format {found}; this program knows format {Format}.");
        }
    }

    private static long ReadFormat(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
