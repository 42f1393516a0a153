namespace Tessera.Hsm.KeyBlocks;

/// <summary>What a key is for, as the two characters of a key block; 10 to 99 are proprietary (TR-31).</summary>
public static class KeyUsage
{
    public const string IssuerCryptogram = "E0";
    public const string RetailMac = "M3";
    public const string CipherMac = "M6";
    public const string HashMac = "M7";
    public const string RowEncryption = "D0";
    public const string Transport = "K1";
    public const string PanIndex = "10";
    public const string SubjectWrapping = "11";
}
