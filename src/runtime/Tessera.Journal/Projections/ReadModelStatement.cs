using System.Buffers.Binary;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tessera.Journal.Projections;

/// <summary>
/// One prepared statement. Below the ADO.NET layer, which costs more per row than the row itself. A bound value stays
/// until the next one.
/// </summary>
public sealed class ReadModelStatement : IDisposable
{
    private const int ShortText = 256;
    private const int IdBytes = 16;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    internal ReadModelStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    public ReadModelStatement Bind(int number, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, number, value));
        return this;
    }

    /// <summary>An id as 16 bytes, which sort as its text does.</summary>
    public ReadModelStatement BindId(int number, UInt128 id)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        Check(raw.sqlite3_bind_blob(_statement, number, bytes));
        return this;
    }

    public ReadModelStatement Bind(int number, string text)
    {
        Span<byte> bytes = stackalloc byte[ShortText];
        // An empty span would be bound as NULL.
        Check(text.Length > 0 && Encoding.UTF8.TryGetBytes(text, bytes, out var length)
            ? raw.sqlite3_bind_text(_statement, number, bytes[..length])
            : raw.sqlite3_bind_text(_statement, number, text));
        return this;
    }

    public ReadModelStatement Bind(int number, object? value)
    {
        switch (value)
        {
            case null:
                Check(raw.sqlite3_bind_null(_statement, number));
                return this;
            case long whole:
                return Bind(number, whole);
            case UInt128 id:
                return BindId(number, id);
            case string text:
                return Bind(number, text);
            case byte[] bytes:
                Check(raw.sqlite3_bind_blob(_statement, number, bytes));
                return this;
            default:
                throw new ArgumentException($"A read model keeps no {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>Returns the number of rows changed.</summary>
    public int Run()
    {
        var code = raw.sqlite3_step(_statement);
        raw.sqlite3_reset(_statement);
        SqliteException.ThrowExceptionForRC(code, _database);
        return raw.sqlite3_changes(_database);
    }

    /// <summary>The first column of the first row, a whole number; false when there is no row.</summary>
    public bool TryRead(out long value)
    {
        var code = raw.sqlite3_step(_statement);
        value = code == raw.SQLITE_ROW ? raw.sqlite3_column_int64(_statement, 0) : 0;
        raw.sqlite3_reset(_statement);
        SqliteException.ThrowExceptionForRC(code, _database);
        return code == raw.SQLITE_ROW;
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
