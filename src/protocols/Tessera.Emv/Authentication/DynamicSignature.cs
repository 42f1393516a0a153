// EMV 4.4 Book 2, 6.5 (DDA) and 6.6 (CDA); book C-3 for fast DDA: signed dynamic application data, tag 9F4B.
using Tessera.Primitives;

namespace Tessera.Emv.Authentication;

/// <summary>Signed dynamic application data (9F4B), recovered with the card's key (EMV Book 2, 6.5 and 6.6).</summary>
public sealed class DynamicSignature
{
    /// <summary>Format byte of DDA, CDA, and fast DDA with an approval by the card.</summary>
    public const byte Format = 0x05;

    /// <summary>Format byte of fast DDA with a request to the issuer (book C-3).</summary>
    public const byte OnlineFormat = 0x95;

    private const int CombinedBytes = 1 + 8 + SignedBlock.HashBytes;

    private DynamicSignature(byte[] block) => Block = block;

    /// <summary>The recovered block, from 6A to BC.</summary>
    public ReadOnlyMemory<byte> Block { get; }

    /// <summary>05, or 95 for fast DDA with a request to the issuer.</summary>
    public byte FormatByte => Block.Span[1];

    /// <summary>What the card signed of its own: length and card dynamic number, and for CDA what follows.</summary>
    public ReadOnlyMemory<byte> DynamicData => Block.Slice(4, Block.Span[3]);

    /// <summary>Card dynamic number (9F4C); for fast DDA the transaction counter.</summary>
    public ReadOnlyMemory<byte> Number => DynamicData.IsEmpty ? default : DynamicData.Slice(1, DynamicData.Span[0]);

    /// <summary>The hash in the block, 20 bytes.</summary>
    public ReadOnlyMemory<byte> Hash => Block[^(SignedBlock.HashBytes + 1)..^1];

    /// <summary>True when the dynamic data hold a cryptogram and a transaction data hash, as CDA does.</summary>
    public bool IsCombined => DynamicData.Length >= 1 + Number.Length + CombinedBytes;

    /// <summary>CDA: cryptogram information data (9F27), 1 byte; empty for DDA.</summary>
    public ReadOnlyMemory<byte> CryptogramInformation => Combined(0, 1);

    /// <summary>CDA: application cryptogram (9F26), 8 bytes; empty for DDA.</summary>
    public ReadOnlyMemory<byte> Cryptogram => Combined(1, 8);

    /// <summary>CDA: hash over the lists and the answer, 20 bytes; empty for DDA.</summary>
    public ReadOnlyMemory<byte> TransactionHash => Combined(9, SignedBlock.HashBytes);

    /// <summary>CDA: what is signed behind the hash: the relay resistance exchange (book C-2), or nothing.</summary>
    public ReadOnlyMemory<byte> RelayData =>
        IsCombined ? DynamicData[(1 + Number.Length + CombinedBytes)..] : default;

    /// <summary>Recovers the block; whether it covers the terminal's data tells <see cref="Covers"/>.</summary>
    public static bool TryRecover(
        RsaPublicKey card, ReadOnlySpan<byte> signed, out DynamicSignature signature, out AuthenticationFault fault)
    {
        signature = null!;
        if (!card.TryRecover(signed, out var block, out fault))
        {
            return false;
        }

        var room = block.Length - 4 - SignedBlock.HashBytes - 1;
        fault = 0 switch
        {
            _ when block[1] is not Format and not OnlineFormat => AuthenticationFault.WrongFormat,
            _ when block[2] != SignedBlock.Sha1 => AuthenticationFault.UnsupportedAlgorithm,
            _ when block[3] > room || (block[3] > 0 && block[4] >= block[3]) => AuthenticationFault.WrongLength,
            _ => AuthenticationFault.None,
        };
        if (fault != AuthenticationFault.None)
        {
            return false;
        }

        signature = new DynamicSignature(block);
        return true;
    }

    /// <summary>
    /// True when the card signed these data of the terminal: the filled DDOL (DDA), the unpredictable number (CDA), or
    /// number, amount, currency and 9F69 (fast DDA).
    /// </summary>
    public bool Covers(ReadOnlyMemory<byte> terminalData) => SignedBlock.Covers(Block.Span, terminalData);

    /// <summary>
    /// True when the transaction data hash is that of the filled lists and of the card's answer without 9F4B, the
    /// objects in the order of the answer (6.6.2, step 10).
    /// </summary>
    public bool CoversTransaction(ReadOnlyMemory<byte> lists, ReadOnlyMemory<byte> answer) =>
        IsCombined && SignedBlock.Hash(lists.Span, answer).AsSpan().SequenceEqual(TransactionHash.Span);

    /// <summary>Masked to its kind.</summary>
    public override string ToString() => $"dynamic signature {Hex.Write([FormatByte])}";

    private ReadOnlyMemory<byte> Combined(int offset, int length) =>
        IsCombined ? DynamicData.Slice(1 + Number.Length + offset, length) : default;
}
