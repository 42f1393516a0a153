namespace Tessera.Hsm;

/// <summary>Test and live worlds never share keys.</summary>
public enum HsmWorld
{
    Test = 1,
    Live = 2,
}
