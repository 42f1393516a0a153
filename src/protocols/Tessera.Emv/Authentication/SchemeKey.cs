// EMV 4.4 Book 2, 5.2 and 11.2: public keys of the schemes' certification authorities.
using Tessera.Primitives;

namespace Tessera.Emv.Authentication;

/// <summary>The public key of a scheme's certification authority (EMV Book 2, 11.2).</summary>
/// <param name="Provider">Registered application provider identifier: the first 5 bytes of the AID.</param>
/// <param name="Index">Index of the key (8F, 9F22).</param>
/// <param name="Key">The key.</param>
/// <param name="Expires">Last day on which it counts; null when the scheme has not said.</param>
public sealed record SchemeKey(ReadOnlyMemory<byte> Provider, byte Index, RsaPublicKey Key, DateOnly? Expires = null)
{
    /// <summary>Length of the provider identifier.</summary>
    public const int ProviderBytes = 5;

    /// <summary>SHA-1 over provider, index, modulus and exponent: 20 bytes (11.2.2).</summary>
    public byte[] Checksum() => SignedBlock.Hash(Provider.Span, (byte[])[Index], Key.Modulus, Key.Exponent);

    /// <summary>Provider and index.</summary>
    public override string ToString() => $"{Hex.Write(Provider.Span)} {Hex.Write([Index])}";
}
