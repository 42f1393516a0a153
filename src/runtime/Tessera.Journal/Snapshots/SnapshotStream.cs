using System.Buffers;
using System.Security.Cryptography;

namespace Tessera.Journal.Snapshots;

/// <summary>
/// Writes a file in pieces and hashes them. Each few megabytes are flushed: a great heap of unwritten pages would make
/// the journal's next flush wait for all of them.
/// </summary>
internal sealed class SnapshotStream(string path) : IBufferWriter<byte>, IDisposable
{
    private const int PieceBytes = 256 * 1024;
    private const long FlushBytes = 4 * 1024 * 1024;

    private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _piece = new byte[PieceBytes];
    private int _length;
    private long _unflushed;

    /// <summary>Ends the file with the hash of all that was written, and makes it durable.</summary>
    public void Finish()
    {
        WritePiece();
        _file.Write(_hash.GetHashAndReset());
        _file.Flush(flushToDisk: true);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _piece.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return _piece.AsSpan(_length);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private void MakeRoom(int sizeHint)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (_length + wanted <= _piece.Length)
        {
            return;
        }

        WritePiece();
        if (wanted > _piece.Length)
        {
            _piece = new byte[wanted];
        }
    }

    private void WritePiece()
    {
        var piece = _piece.AsSpan(0, _length);
        _hash.AppendData(piece);
        _file.Write(piece);
        _unflushed += _length;
        _length = 0;
        if (_unflushed >= FlushBytes)
        {
            _file.Flush(flushToDisk: true);
            _unflushed = 0;
        }
    }
}
