using System.Text;
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
    public void Fields_are_read_back_after_reopening()
    {
        using (var store = Open())
        {
            Assert.True(store.Put(Ada, "name", "Ada Lovelace"));
            Assert.True(store.Put(Ada, "name", "Ada King"));
            Assert.True(store.Put(Ada, "phone", "+15550100"));
        }
        _folder.Close();
        using var again = Open();
        Assert.Equal("Ada King", again.Get(Ada, "name"));
        Assert.Equal("+15550100", again.Get(Ada, "phone"));
        Assert.Null(again.Get(Ada, "memo"));
        Assert.Null(again.Get(Bob, "name"));
    }

    [Fact]
    public void Erased_person_is_unreadable_and_others_stay_readable()
    {
        using var store = Open();
        store.Put(Ada, "name", "Ada Lovelace");
        store.Put(Bob, "name", "Bob Cratchit");
        store.Erase(Ada);
        store.Erase(Ada);
        Assert.Null(store.Get(Ada, "name"));
        Assert.Equal("Bob Cratchit", store.Get(Bob, "name"));
        Assert.False(store.Put(Ada, "name", "Ada again"));
        Assert.Null(store.Get(Ada, "name"));
    }

    [Fact]
    public void Erased_person_leaves_no_byte_of_key_or_field_behind()
    {
        using var store = Open();
        store.Put(Ada, "name", "Ada Lovelace");
        var before = FilesText();
        store.Erase(Ada);
        var after = FilesText();
        var row = Encoding.Latin1.GetBytes(Ada + "name");
        Assert.Contains(Encoding.Latin1.GetString(row), before, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(row), after, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_in_no_file()
    {
        using var store = Open();
        store.Put(Ada, "name", "Ada Lovelace");
        Assert.DoesNotContain("Lovelace", FilesText(), StringComparison.Ordinal);
    }

    private string FilesText() => string.Concat(Directory
        .EnumerateFiles(_folder.Path, "subjects.db*")
        .Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))));

    private SubjectStore Open() => SubjectStore.Open(_folder.File("subjects.db"), _folder.Hsm.Rows, _time);
}
