namespace Tessera.Hsm.KeyBlocks;

/// <summary>Header values and length that the key of a role must have.</summary>
/// <param name="Usage">Two characters.</param>
/// <param name="Algorithm">T triple DES, A AES, H HMAC.</param>
/// <param name="ModeOfUse">X derive, C generate and verify, G generate, B encrypt and decrypt.</param>
/// <param name="KeyBytes">Length of the key.</param>
public sealed record KeyShape(string Usage, char Algorithm, char ModeOfUse, int KeyBytes);
