namespace Tessera.Hsm;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        return options;
    }

    /// <summary>Makes an empty file with mode 0600 when there is none, so that others never see it open.</summary>
    public static void CreateIfAbsent(string path)
    {
        if (!File.Exists(path))
        {
            new FileStream(path, Options(FileMode.OpenOrCreate)).Dispose();
            FlushFolderOf(path);
        }
    }

    /// <summary>Writes a file that is there whole or not at all, even without power; never over another.</summary>
    /// <exception cref="IOException">The file exists.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        File.Delete(beside);
        using (var stream = new FileStream(beside, Options(FileMode.CreateNew)))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: false);
        FlushFolderOf(path);
    }

    public static void Demand(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != UnixFileMode.None)
        {
            throw new HsmException("A key file can be read by others: its mode must be 0600.");
        }
    }

    private static void FlushFolderOf(string path) =>
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
}
