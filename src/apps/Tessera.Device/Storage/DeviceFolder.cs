using System.Security.Cryptography;

namespace Tessera.Device.Storage;

/// <summary>The folder of one phone: one process at a time, files for its owner only.</summary>
internal sealed class DeviceFolder : IDisposable
{
    private const int KeyBytes = 32;
    private readonly FileStream _hold;

    /// <exception cref="WalletException">Another process uses the folder.</exception>
    public DeviceFolder(string path)
    {
        FullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(FullPath);
        try
        {
            _hold = Open(Path.Combine(FullPath, "in-use"), FileMode.OpenOrCreate);
        }
        catch (IOException)
        {
            throw new WalletException("Another program uses this phone's folder.");
        }
    }

    public string FullPath { get; }

    /// <summary>Writes a file beside its place, makes it durable and moves it there.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var beside = path + ".new";
        using (var file = Open(beside, FileMode.Create))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Opens a file that only its owner may read, and nobody else while it is open.</summary>
    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>The key of the sealed files, made at first use.</summary>
    public byte[] SealKey()
    {
        var path = Path.Combine(FullPath, "seal.key");
        if (!File.Exists(path))
        {
            Replace(path, RandomNumberGenerator.GetBytes(KeyBytes));
        }

        var key = File.ReadAllBytes(path);
        return key.Length == KeyBytes ? key : throw new WalletException("The phone's seal key is damaged.");
    }

    public void Dispose() => _hold.Dispose();
}
