namespace Tessera.Client.Tokens;

/// <summary>The device's word, proved, that it holds the next limited-use key.</summary>
/// <param name="KeyId">Derivation key index, as fetched.</param>
/// <param name="KeyNumber">Number of the key, as fetched.</param>
/// <param name="Proof">Eight bytes in hex, made with the key.</param>
public sealed record ConfirmKey(int KeyId, int KeyNumber, string Proof);
