using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Tessera.Server.Http;

/// <summary>Reads Idempotency-Key headers, names commands by them, and knows which run right now. What must outlive
/// the process, the answer and the body's hash, is Core's.</summary>
public sealed class IdempotencyKeys(byte[] bodyHashKey)
{
    private const int LongestKey = 255;

    // Making the hash object costs as much as the hash of a message, so each thread keeps its own.
    [ThreadStatic]
    private static (byte[] Key, IncrementalHash Hash)? ownHash;

    private readonly ConcurrentDictionary<UInt128, bool> running = new();

    /// <summary>Accepts a bare token, as most clients send it, and the quoted string of RFC 8941.</summary>
    public static bool TryRead(IReadOnlyList<string?> headers, out string key, out ProblemKind problem)
    {
        key = "";
        problem = ProblemKinds.IdempotencyKeyMissing;
        if (headers.Count == 0 || (headers.Count == 1 && string.IsNullOrEmpty(headers[0])))
        {
            return false;
        }

        problem = ProblemKinds.IdempotencyKeyInvalid;
        var text = headers[0]!;
        if (headers.Count != 1)
        {
            return false;
        }

        if (text.Length >= 2 && text[0] == '"' && text[^1] == '"')
        {
            text = text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal);
        }

        key = text;
        return text.Length is > 0 and <= LongestKey && text.All(c => c is > ' ' and < '\x7f');
    }

    /// <summary>The command's name is a hash, so the caller's key itself is stored nowhere.</summary>
    public static UInt128 CommandId(string tenant, string route, string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(tenant.Length + route.Length + key.Length) + 12;
        Span<byte> text = most <= 1024 ? stackalloc byte[1024] : new byte[most];
        var length = Put(tenant, text);
        length += Put(route, text[length..]);
        length += Put(key, text[length..]);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(text[..length], digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    /// <summary>Keyed, because a body may hold a card number: a bare hash of it in the journal could be searched
    /// through by trying every number.</summary>
    public UInt128 BodyHash(ReadOnlySpan<byte> canonicalBody)
    {
        Span<byte> digest = stackalloc byte[32];
        var hash = OwnHash();
        hash.AppendData(canonicalBody);
        hash.GetHashAndReset(digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }

    public bool TryEnter(UInt128 commandId) => running.TryAdd(commandId, true);

    public void Leave(UInt128 commandId) => running.TryRemove(commandId, out _);

    private static int Put(string part, Span<byte> target)
    {
        var length = Encoding.UTF8.GetBytes(part, target[4..]);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        return 4 + length;
    }

    private IncrementalHash OwnHash()
    {
        if (ownHash is { } own && ReferenceEquals(own.Key, bodyHashKey))
        {
            return own.Hash;
        }

        ownHash?.Hash.Dispose();
        var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, bodyHashKey);
        ownHash = (bodyHashKey, hash);
        return hash;
    }
}
