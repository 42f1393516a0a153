namespace Tessera.Journal.Sqlite;

/// <summary>
/// Keeps a folder to one process and one instance. The operating system frees it when the process dies.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static FolderLock Take(string file)
    {
        try
        {
            return new FolderLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error)
        {
            throw new JournalException(
                JournalFault.Locked,
                $"The folder is in use by another process ({Path.GetFileName(file)} is held).",
                error);
        }
    }

    public void Dispose() => _file.Dispose();
}
