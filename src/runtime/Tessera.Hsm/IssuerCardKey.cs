using Tessera.Emv.Keys;

namespace Tessera.Hsm;

/// <summary>Which derivation the issuer keys of this provider use: C for AES, B (A up to 16 digits) for triple DES.</summary>
internal static class IssuerCardKey
{
    public static CardKeyOption OptionOf(KeyAlgorithm algorithm) =>
        algorithm == KeyAlgorithm.Aes ? CardKeyOption.C : CardKeyOption.B;
}
