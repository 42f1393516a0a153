// EMV Book 2 (4.3), annex B1: the block ciphers of card keys.
namespace Tessera.Emv.Keys;

/// <summary>Block cipher of a card or issuer key. Numbers are written in key envelopes: append only.</summary>
public enum KeyAlgorithm
{
    /// <summary>Two-key triple DES (16-byte key, 8-byte block).</summary>
    TripleDes = 1,

    /// <summary>AES (16, 24 or 32-byte key, 16-byte block).</summary>
    Aes = 2,
}
