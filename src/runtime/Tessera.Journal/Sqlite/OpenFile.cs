using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Tessera.Journal.Sqlite;

/// <summary>
/// Flushes a file through a descriptor that this process has open already. A descriptor of one's own must not be closed
/// while SQLite works: that would drop SQLite's locks on the file. Where the system does not tell the descriptors
/// nothing is done, and the writer's flush takes longer.
/// </summary>
internal static class OpenFile
{
    private const string Descriptors = "/proc/self/fd";

    /// <summary>False where no open descriptor of the file is found.</summary>
    public static bool TryFlush(string path)
    {
        if (!Directory.Exists(Descriptors) || FindDescriptor(Path.GetFullPath(path)) is not { } descriptor)
        {
            return false;
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        RandomAccess.FlushToDisk(handle);
        return true;
    }

    private static nint? FindDescriptor(string path)
    {
        foreach (var link in Directory.EnumerateFileSystemEntries(Descriptors))
        {
            if (LeadsTo(link, path))
            {
                return nint.Parse(Path.GetFileName(link), CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    private static bool LeadsTo(string link, string path)
    {
        try
        {
            return File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName == path;
        }
        catch (IOException)
        {
            // Closed meanwhile.
            return false;
        }
    }
}
