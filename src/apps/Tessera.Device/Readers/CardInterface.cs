namespace Tessera.Device.Readers;

/// <summary>How the device looks to a reader; the ATR says it.</summary>
public enum CardInterface
{
    /// <summary>A phone in the field of a contactless reader (PC/SC part 3).</summary>
    Contactless = 0,

    /// <summary>A chip card in a slot, T=1.</summary>
    Contact = 1,
}
