using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using Microsoft.Data.Sqlite;
using Tessera.Hsm;
using Tessera.Hsm.Numbers;
using Tessera.Hsm.Vault;
using Tessera.Primitives;
using Tessera.Server.Tests.Journal;

namespace Tessera.Server.Tests.Hsm;

public sealed class PanVaultTests : IDisposable
{
    private readonly HsmFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Storing_a_number_twice_gives_one_row()
    {
        using var vault = OpenVault();
        var pan = Draw();
        var row = await vault.StoreAsync(pan, TestContext.Current.CancellationToken);
        Assert.Equal(row, await vault.StoreAsync(pan, TestContext.Current.CancellationToken));
        Assert.Equal(1, vault.Count());
        Assert.True(vault.TryFind(pan, out var found));
        Assert.Equal(row, found);
        Assert.False(vault.TryFind(Draw(), out _));
    }

    [Fact]
    public async Task Many_at_once_store_each_number_in_one_row_that_is_found_at_once()
    {
        using var vault = OpenVault();
        var pans = Enumerable.Range(0, 300).Select(_ => Draw()).Distinct().ToArray();
        var rows = await Task.WhenAll(pans.Concat(pans).Select(async pan =>
        {
            var row = await vault.StoreAsync(pan, TestContext.Current.CancellationToken);
            Assert.True(vault.TryFind(pan, out var found));
            Assert.Equal(row, found);
            return row;
        }));
        Assert.Equal(pans.Length, vault.Count());
        Assert.Equal(pans.Length, rows.Distinct().Count());
        Assert.Equal(rows[..pans.Length], rows[pans.Length..]);
    }

    [Fact]
    public async Task Reveal_gives_the_number_by_its_row_only()
    {
        var pan = Pan.FromNumber(12345678, 12);
        Id<VaultRow> row;
        using (var vault = OpenVault())
        {
            row = await vault.StoreAsync(pan, TestContext.Current.CancellationToken);
        }
        using (var vault = OpenVault())
        {
            Assert.True(vault.TryReveal(row, RevealReason.IssuerAuthorisation, out var revealed));
            Assert.Equal(pan, revealed);
            Assert.False(vault.TryReveal(new Id<VaultRow>(1), RevealReason.IssuerAuthorisation, out _));
        }
        Assert.Equal(2L, Query("SELECT count(*) FROM reveal WHERE reason = 1"));
    }

    [Fact]
    public async Task Swapped_cells_do_not_open()
    {
        Id<VaultRow> one, two;
        using (var vault = OpenVault())
        {
            one = await vault.StoreAsync(Draw(), TestContext.Current.CancellationToken);
            two = await vault.StoreAsync(Draw(), TestContext.Current.CancellationToken);
        }
        Query($"""
            CREATE TEMP TABLE kept AS SELECT row, number FROM pan;
            UPDATE pan SET number = (SELECT number FROM kept WHERE kept.row <> pan.row);
            """);
        using var opened = OpenVault();
        Assert.Throws<HsmException>(() => opened.TryReveal(one, RevealReason.Clearing, out _));
        Assert.Throws<HsmException>(() => opened.TryReveal(two, RevealReason.Clearing, out _));
    }

    [Fact]
    public async Task Sweep_removes_old_rows_that_nobody_knows()
    {
        using var vault = OpenVault();
        var known = await vault.StoreAsync(Draw(), TestContext.Current.CancellationToken);
        var orphan = Draw();
        await vault.StoreAsync(orphan, TestContext.Current.CancellationToken);
        Assert.Equal(0, vault.SweepOrphans(new HashSet<Id<VaultRow>> { known }, TimeSpan.FromHours(1)));
        _time.Advance(TimeSpan.FromHours(2));
        var young = await vault.StoreAsync(Draw(), TestContext.Current.CancellationToken);
        Assert.Equal(1, vault.SweepOrphans(new HashSet<Id<VaultRow>> { known }, TimeSpan.FromHours(1)));
        Assert.Equal(2, vault.Count());
        Assert.False(vault.TryFind(orphan, out _));
        Assert.True(vault.TryReveal(known, RevealReason.Clearing, out _));
        Assert.True(vault.TryReveal(young, RevealReason.Clearing, out _));
    }

    [Fact]
    public async Task No_form_of_a_number_is_in_any_file_of_the_folder()
    {
        var pans = Enumerable.Range(0, 20).Select(_ => Draw()).ToArray();
        using (var vault = OpenVault())
        {
            foreach (var pan in pans)
            {
                var row = await vault.StoreAsync(pan, TestContext.Current.CancellationToken);
                vault.TryReveal(row, RevealReason.IssuerAuthorisation, out _);
            }
            vault.SweepOrphans(new HashSet<Id<VaultRow>>(), TimeSpan.FromDays(1));
            AssertNoTrace(pans);
        }
        AssertNoTrace(pans);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Vault_file_is_private()
    {
        using var vault = OpenVault();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "vault.db*"))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private void AssertNoTrace(Pan[] pans)
    {
        var files = Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
            .Select(File.ReadAllBytes)
            .ToArray();
        Assert.True(files.Length >= 3);
        foreach (var form in pans.SelectMany(FormsOf))
        {
            Assert.All(files, bytes => Assert.True(bytes.AsSpan().IndexOf(form) < 0));
        }
    }

    private static IEnumerable<byte[]> FormsOf(Pan pan)
    {
        var digits = pan.Reveal();
        var ascii = Encoding.ASCII.GetBytes(digits);
        yield return ascii;
        yield return Hex.Read(digits);
        yield return Encoding.ASCII.GetBytes(Hex.Write(ascii));
        yield return Encoding.ASCII.GetBytes(Hex.Write(ascii).ToLowerInvariant());
        yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(ascii).TrimEnd('='));
        yield return Encoding.Unicode.GetBytes(digits);
        yield return BitConverter.GetBytes(pan.Number);
        yield return BitConverter.GetBytes(pan.Number).Reverse().ToArray();
    }

    private static Pan Draw() => TokenNumbers.System.Draw(new TokenRange("999900", 16));

    private PanVault OpenVault() => PanVault.Open(_folder.File("vault.db"), _folder.Hsm.Rows, _time);

    private object? Query(string sql)
    {
        using var connection = new SqliteConnection(
            string.Create(CultureInfo.InvariantCulture, $"Data Source={_folder.File("vault.db")};Pooling=False"));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
