using Tessera.Terminal;
using Tessera.Terminal.Acquiring;

namespace Tessera.Server.Tests.Tills;

public sealed class TillMemoryTests : IDisposable
{
    private readonly TillFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Running_numbers_go_on_after_a_restart_and_wrap_to_one()
    {
        Assert.Equal(1, NextNumber());
        Assert.Equal(2, NextNumber());
        File.WriteAllText(_folder.Memory, """{"Number":999999,"Pending":[]}""");
        Assert.Equal(1, NextNumber());
    }

    [Fact]
    public void A_damaged_file_is_refused_and_not_held()
    {
        File.WriteAllText(_folder.Memory, "{");
        Assert.Throws<TerminalException>(() => new TillMemory(_folder.Memory));
        File.Delete(_folder.Memory);
        Assert.Equal(1, NextNumber());
    }

    /// <summary>Two tills on one file would give the same numbers twice and lose each other's open requests.</summary>
    [Fact]
    public void A_second_till_on_the_same_memory_is_refused()
    {
        using (new TillMemory(_folder.Memory))
        {
            Assert.Throws<TerminalException>(() => new TillMemory(_folder.Memory));
        }

        Assert.Equal(1, NextNumber());
    }

    [Fact]
    public void A_tap_handed_to_a_person_outlives_the_till()
    {
        var tap = new PendingReversal(7, "1125103000", 500, 840, "000000", "632910000007");
        using (var memory = new TillMemory(_folder.Memory))
        {
            memory.Add(tap);
            memory.HandOver(new RefusedReversal(tap, "12"));
        }

        using var later = new TillMemory(_folder.Memory);
        Assert.Empty(later.Pending);
        Assert.Equal(new RefusedReversal(tap, "12"), Assert.Single(later.ForPerson));
    }

    /// <summary>Only a power cut shows that names are durable; here, that a folder is really asked.</summary>
    [Fact]
    public void A_folder_that_cannot_be_made_durable_is_an_error()
    {
        var folder = Path.GetDirectoryName(_folder.Memory)!;
        FolderSync.Flush(folder);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Throws<IOException>(() => FolderSync.Flush(Path.Combine(folder, "absent")));
        }
    }

    private int NextNumber()
    {
        using var memory = new TillMemory(_folder.Memory);
        return memory.NextNumber();
    }
}
