namespace Tessera.Hsm.KeyBlocks;

/// <summary>What a key may be asked to do.</summary>
public enum HsmVerb
{
    VerifyCryptogram = 1,
    MakeResponse = 2,
    WrapForDevice = 3,
    ZoneMac = 4,
    OneTimeCodeMac = 5,
    KeyedIndex = 6,
    SealRow = 7,
    WrapSubjectKey = 8,
    TransportZoneKey = 9,
}
