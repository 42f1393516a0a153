using Tessera.Emv.Keys;

namespace Tessera.Hsm;

/// <summary>Derivation of card keys: C for AES, B (which is A up to 16 digits) for triple DES.</summary>
internal static class IssuerCardKey
{
    public static CardKeyOption OptionOf(KeyAlgorithm algorithm) =>
        algorithm == KeyAlgorithm.Aes ? CardKeyOption.C : CardKeyOption.B;
}
