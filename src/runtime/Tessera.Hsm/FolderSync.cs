using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Hsm;

/// <summary>
/// Makes the names in a folder durable. A renamed file is durable only with its folder: without this, a power cut may
/// bring the older file back. Windows writes names through its own journal and needs nothing.
/// </summary>
internal static class FolderSync
{
    /// <exception cref="IOException">The folder is not there, or cannot be made durable.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open([.. Encoding.UTF8.GetBytes(folder), 0], flags: 0);
        if (handle < 0)
        {
            throw Fault();
        }

        try
        {
            if (Sync(handle) != 0)
            {
                throw Fault();
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Fault() =>
        new($"A folder of keys cannot be made durable: {Marshal.GetLastPInvokeErrorMessage()}.");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
