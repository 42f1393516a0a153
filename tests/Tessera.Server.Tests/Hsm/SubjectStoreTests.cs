using System.Text;
using Microsoft.Data.Sqlite;
using Tessera.Hsm;
using Tessera.Hsm.Subjects;
using Tessera.Primitives;
using Tessera.Server.Tests.Journal;

namespace Tessera.Server.Tests.Hsm;

public sealed class SubjectStoreTests : IDisposable
{
    private static readonly Id<SubjectRow> Ada = new(1);
    private static readonly Id<SubjectRow> Bob = new(2);

    private readonly HsmFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fields_are_read_back_after_reopening()
    {
        using (var store = Open())
        {
            Assert.True(await store.PutAsync(Ada, ("name", "Ada Lovelace")));
            Assert.True(await store.PutAsync(Ada, ("name", "Ada King")));
            Assert.True(await store.PutAsync(Ada, ("phone", "+15550100")));
        }
        _folder.Close();
        using var again = Open();
        Assert.Equal("Ada King", again.Get(Ada, "name"));
        Assert.Equal("+15550100", again.Get(Ada, "phone"));
        Assert.Null(again.Get(Ada, "memo"));
        Assert.Null(again.Get(Bob, "name"));
    }

    [Fact]
    public async Task Erased_person_is_unreadable_and_others_stay_readable()
    {
        using var store = Open();
        await store.PutAsync(Ada, ("name", "Ada Lovelace"));
        await store.PutAsync(Bob, ("name", "Bob Cratchit"));
        store.Erase(Ada);
        store.Erase(Ada);
        Assert.Null(store.Get(Ada, "name"));
        Assert.Equal("Bob Cratchit", store.Get(Bob, "name"));
        Assert.False(await store.PutAsync(Ada, ("name", "Ada again")));
        Assert.Null(store.Get(Ada, "name"));
    }

    [Fact]
    public async Task Erased_person_leaves_no_byte_of_key_or_field_behind()
    {
        using var store = Open();
        await store.PutAsync(Ada, ("name", "Ada Lovelace"));
        var before = FilesText();
        store.Erase(Ada);
        var after = FilesText();
        var row = Encoding.Latin1.GetBytes(Ada + "name");
        Assert.Contains(Encoding.Latin1.GetString(row), before, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(row), after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_are_in_no_file()
    {
        using var store = Open();
        await store.PutAsync(Ada, ("name", "Ada Lovelace"));
        Assert.DoesNotContain("Lovelace", FilesText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writers_at_once_each_keep_their_own_and_one_that_fails_takes_nobody_along()
    {
        using (var store = Open())
        {
            await store.PutAsync(Ada, ("name", "Ada Lovelace"));
        }

        Spoil(Ada);
        using var again = Open();
        var writing = Enumerable.Range(10, 200).Select(i => again.PutAsync(
            new Id<SubjectRow>((UInt128)i), ("name", $"person {i}"), ("phone", $"+{i}"))).ToList();
        var spoiled = again.PutAsync(Ada, ("name", "Ada King"));
        writing.AddRange(Enumerable.Range(300, 200).Select(i => again.PutAsync(
            new Id<SubjectRow>((UInt128)i), ("name", $"person {i}"))));
        await Assert.ThrowsAsync<HsmException>(() => spoiled);
        Assert.All(await Task.WhenAll(writing), Assert.True);
        Assert.Equal("person 10", again.Get(new Id<SubjectRow>(10), "name"));
        Assert.Equal("+209", again.Get(new Id<SubjectRow>(209), "phone"));
        Assert.Equal("person 499", again.Get(new Id<SubjectRow>(499), "name"));
    }

    private void Spoil(Id<SubjectRow> subject)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("subjects.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE subject SET data_key = zeroblob(64) WHERE subject = $subject";
        command.Parameters.AddWithValue("$subject", subject.ToString());
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    private string FilesText() => string.Concat(Directory
        .EnumerateFiles(_folder.Path, "subjects.db*")
        .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    private SubjectStore Open() => SubjectStore.Open(_folder.File("subjects.db"), _folder.Hsm.Rows, _time);
}
