namespace Tessera.Hsm;

/// <summary>Test and live worlds never share keys. Numbers stand in master key files: append only.</summary>
public enum HsmWorld
{
    Test = 1,
    Live = 2,
}
