using System.Security.Cryptography;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm.Vault;

/// <summary>
/// Encryption of single cells. A cell is key version (1), nonce (12), ciphertext, tag (16); the additional data is
/// table, row, column and key version, so a cell that is moved does not open.
/// </summary>
public sealed class RowCipher
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int OverheadBytes = 1 + NonceBytes + TagBytes;

    private readonly KeyStore _keys;
    private readonly string _keySet;

    internal RowCipher(KeyStore keys, string keySet)
    {
        _keys = keys;
        _keySet = keySet;
    }

    /// <summary>Encrypts a cell under the current row key.</summary>
    public byte[] Seal(CellName cell, ReadOnlySpan<byte> value) =>
        Seal(KeyRole.RowEncryption, HsmVerb.SealRow, cell, value);

    /// <summary>Decrypts a cell under the key version that it names; one answer for every cause of failure.</summary>
    public bool TryOpen(CellName cell, ReadOnlySpan<byte> source, out byte[] value) =>
        TryOpen(KeyRole.RowEncryption, HsmVerb.SealRow, cell, source, out value);

    /// <summary>Keyed index of a value, for look-ups.</summary>
    public byte[] Index(string purpose, ReadOnlySpan<byte> value) =>
        KeyedHash.Compute(Current(KeyRole.PanIndex, HsmVerb.KeyedIndex), purpose, [], value);

    internal byte[] WrapSubjectKey(CellName cell, ReadOnlySpan<byte> key) =>
        Seal(KeyRole.SubjectWrapping, HsmVerb.WrapSubjectKey, cell, key);

    internal bool TryUnwrapSubjectKey(CellName cell, ReadOnlySpan<byte> source, out byte[] key) =>
        TryOpen(KeyRole.SubjectWrapping, HsmVerb.WrapSubjectKey, cell, source, out key);

    /// <summary>Encrypts a cell under a key that the caller holds; version 0.</summary>
    internal static byte[] SealUnder(ReadOnlySpan<byte> key, CellName cell, ReadOnlySpan<byte> value, byte version = 0)
    {
        var result = new byte[OverheadBytes + value.Length];
        result[0] = version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var body = result.AsSpan(1 + NonceBytes);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, value, body[..value.Length], body[value.Length..], cell.Bytes(version));
        return result;
    }

    internal static bool TryOpenUnder(
        ReadOnlySpan<byte> key,
        CellName cell,
        ReadOnlySpan<byte> source,
        out byte[] value)
    {
        value = [];
        if (source.Length < OverheadBytes)
        {
            return false;
        }
        var plain = new byte[source.Length - OverheadBytes];
        var body = source[(1 + NonceBytes)..];
        using var cipher = new AesGcm(key, TagBytes);
        try
        {
            cipher.Decrypt(
                source.Slice(1, NonceBytes), body[..plain.Length], body[plain.Length..], plain, cell.Bytes(source[0]));
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        value = plain;
        return true;
    }

    private byte[] Seal(KeyRole role, HsmVerb verb, CellName cell, ReadOnlySpan<byte> value)
    {
        var key = Current(role, verb);
        return SealUnder(key.Bytes, cell, value, (byte)key.Label.Index);
    }

    private bool TryOpen(KeyRole role, HsmVerb verb, CellName cell, ReadOnlySpan<byte> source, out byte[] value)
    {
        value = [];
        return source.Length >= OverheadBytes
            && _keys.Find(new KeyLabel(_keySet, role, source[0]), verb) is { } key
            && TryOpenUnder(key.Bytes, cell, source, out value);
    }

    private HeldKey Current(KeyRole role, HsmVerb verb) =>
        _keys.FindCurrent(_keySet, role, verb) ?? throw new HsmException("The store has no such key.");
}
