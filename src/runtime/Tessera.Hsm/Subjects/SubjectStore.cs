using System.Security.Cryptography;
using System.Text;
using Tessera.Hsm.Vault;
using Tessera.Primitives;

namespace Tessera.Hsm.Subjects;

/// <summary>
/// Names, phones, addresses and memos, encrypted per person. A person has one data key, wrapped by the module; to erase
/// the person is to destroy that key. Journals hold the person's id only.
/// </summary>
public sealed class SubjectStore : IDisposable
{
    private const string KeyTable = "subject";
    private const string FieldTable = "field";

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS subject (
            subject TEXT PRIMARY KEY,
            data_key BLOB,
            erased_at INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS field (
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (subject, name)) WITHOUT ROWID;
        """;

    private readonly StoreFile _file;
    private readonly RowCipher _rows;
    private readonly TimeProvider _time;

    private SubjectStore(StoreFile file, RowCipher rows, TimeProvider time)
    {
        _file = file;
        _rows = rows;
        _time = time;
    }

    /// <summary>Opens a store file, made when absent with mode 0600.</summary>
    public static SubjectStore Open(string path, RowCipher rows, TimeProvider time) =>
        new(new StoreFile(path, Schema), rows, time);

    /// <summary>Writes fields, durable when the task ends. The person's key is made with the first one.</summary>
    /// <returns>False when the person was erased: nothing is written.</returns>
    public Task<bool> PutAsync(Id<SubjectRow> subject, params (string Field, string Value)[] fields) =>
        _file.InSharedTransactionAsync(file => Put(file, subject, fields));

    /// <summary>Reads a field; null when it was never written or the person was erased.</summary>
    /// <exception cref="HsmException">The cell does not open: it was moved or changed.</exception>
    public string? Get(Id<SubjectRow> subject, string field) => _file.Reading(file =>
    {
        var cell = file.Scalar(
            "SELECT value FROM field WHERE subject = $subject AND name = $name",
            ("$subject", subject.ToString()),
            ("$name", field)) as byte[];
        if (cell is null || !TryTakeKey(file, subject, mayMake: false, out var key))
        {
            return null;
        }
        var isOpen = RowCipher.TryOpenUnder(key, FieldCell(subject, field), cell, out var value);
        CryptographicOperations.ZeroMemory(key);
        return isOpen ? Encoding.UTF8.GetString(value) : throw new HsmException("A subject cell does not open.");
    });

    /// <summary>Destroys the person's key and fields, and remembers that the person was erased.</summary>
    public void Erase(Id<SubjectRow> subject)
    {
        _file.InTransaction(file =>
        {
            file.Execute(
                "INSERT INTO subject(subject, data_key, erased_at) VALUES ($subject, NULL, $at) "
                + "ON CONFLICT(subject) DO UPDATE SET data_key = NULL, erased_at = coalesce(erased_at, $at)",
                ("$subject", subject.ToString()),
                ("$at", _time.GetUtcNow().ToUnixTimeMilliseconds()));
            return file.Execute("DELETE FROM field WHERE subject = $subject", ("$subject", subject.ToString()));
        });
        _file.EmptyLog();
    }

    public void Dispose() => _file.Dispose();

    private bool Put(StoreConnection file, Id<SubjectRow> subject, (string Field, string Value)[] fields)
    {
        if (!TryTakeKey(file, subject, mayMake: true, out var key))
        {
            return false;
        }
        foreach (var (field, value) in fields)
        {
            var text = Encoding.UTF8.GetBytes(value);
            file.Execute(
                "INSERT INTO field(subject, name, value) VALUES ($subject, $name, $value) "
                + "ON CONFLICT(subject, name) DO UPDATE SET value = $value",
                ("$subject", subject.ToString()),
                ("$name", field),
                ("$value", RowCipher.SealUnder(key, FieldCell(subject, field), text)));
            CryptographicOperations.ZeroMemory(text);
        }
        CryptographicOperations.ZeroMemory(key);
        return true;
    }

    private static CellName FieldCell(Id<SubjectRow> subject, string field) =>
        new(FieldTable, subject.ToString(), field);

    private static CellName KeyCell(Id<SubjectRow> subject) => new(KeyTable, subject.ToString(), "data_key");

    private bool TryTakeKey(StoreConnection file, Id<SubjectRow> subject, bool mayMake, out byte[] key)
    {
        key = [];
        var text = subject.ToString();
        var held = file.Scalar(
            "SELECT CASE WHEN erased_at IS NULL THEN data_key ELSE erased_at END FROM subject WHERE subject = $subject",
            ("$subject", text));
        if (held is byte[] wrapped)
        {
            return _rows.TryUnwrapSubjectKey(KeyCell(subject), wrapped, out key)
                ? true
                : throw new HsmException("A subject key does not open.");
        }
        if (held is not null || !mayMake)
        {
            return false;
        }
        key = RandomNumberGenerator.GetBytes(32);
        file.Execute(
            "INSERT INTO subject(subject, data_key) VALUES ($subject, $key)",
            ("$subject", text),
            ("$key", _rows.WrapSubjectKey(KeyCell(subject), key)));
        return true;
    }
}
