using System.Buffers;
using System.Globalization;

namespace Tessera.Journal.Snapshots;

/// <summary>One file a snapshot; the two newest of a shard are kept, so that a damaged one has a predecessor.</summary>
public sealed class FileSnapshotStore(string folder) : ISnapshotStore
{
    private const int Kept = 2;
    private const string Extension = ".snapshot";

    private readonly Lock _gate = new();

    public void Save(int schema, JournalHead position, Action<IBufferWriter<byte>> write)
    {
        lock (_gate)
        {
            Directory.CreateDirectory(folder);
            SnapshotFile.Write(PathOf(position), schema, position, write);
            foreach (var old in Files(position.Shard).Skip(Kept))
            {
                File.Delete(old);
            }
        }
    }

    public IEnumerable<Snapshot> NewestFirst(int shard)
    {
        foreach (var file in Files(shard))
        {
            var snapshot = SnapshotFile.Read(file);
            if (snapshot is not null && snapshot.Position.Shard == shard)
            {
                yield return snapshot;
            }
        }
    }

    private string PathOf(JournalHead position) => Path.Combine(
        folder,
        string.Create(CultureInfo.InvariantCulture, $"{position.Shard}-{position.Sequence:D19}{Extension}"));

    /// <summary>Newest first: the sequence is padded, so names sort as numbers.</summary>
    private List<string> Files(int shard) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, $"{shard}-*{Extension}").OrderDescending(StringComparer.Ordinal)]
        : [];
}
