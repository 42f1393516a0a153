using Tessera.Emv.Keys;

namespace Tessera.Hsm.KeyBlocks;

/// <summary>Which usage may do which verb, and how each role's key looks. One key, one purpose.</summary>
public static class KeyUsageTable
{
    private static readonly Dictionary<string, HsmVerb[]> Verbs = new(StringComparer.Ordinal)
    {
        [KeyUsage.IssuerCryptogram] = [HsmVerb.VerifyCryptogram, HsmVerb.MakeResponse, HsmVerb.WrapForDevice],
        [KeyUsage.RetailMac] = [HsmVerb.ZoneMac],
        [KeyUsage.CipherMac] = [HsmVerb.ZoneMac],
        [KeyUsage.HashMac] = [HsmVerb.OneTimeCodeMac],
        [KeyUsage.PanIndex] = [HsmVerb.KeyedIndex],
        [KeyUsage.RowEncryption] = [HsmVerb.SealRow],
        [KeyUsage.SubjectWrapping] = [HsmVerb.WrapSubjectKey],
        [KeyUsage.Transport] = [HsmVerb.TransportZoneKey],
    };

    private static readonly Dictionary<KeyRole, KeyShape> Shapes = new()
    {
        [KeyRole.IssuerCryptogramTripleDes] = new(KeyUsage.IssuerCryptogram, 'T', 'X', 16),
        [KeyRole.IssuerCryptogramAes] = new(KeyUsage.IssuerCryptogram, 'A', 'X', 16),
        [KeyRole.ZoneMacTripleDes] = new(KeyUsage.RetailMac, 'T', 'C', 16),
        [KeyRole.ZoneMacAes] = new(KeyUsage.CipherMac, 'A', 'C', 16),
        [KeyRole.OneTimeCodeMac] = new(KeyUsage.HashMac, 'H', 'C', 32),
        [KeyRole.PanIndex] = new(KeyUsage.PanIndex, 'H', 'G', 32),
        [KeyRole.RowEncryption] = new(KeyUsage.RowEncryption, 'A', 'B', 32),
        [KeyRole.SubjectWrapping] = new(KeyUsage.SubjectWrapping, 'A', 'B', 32),
        [KeyRole.ZoneTransport] = new(KeyUsage.Transport, 'A', 'B', 32),
        [KeyRole.ZoneMacAesPending] = new(KeyUsage.CipherMac, 'A', 'C', 16),
    };

    /// <summary>Bit n is the verb with number n.</summary>
    public static uint VerbsOf(string usage) =>
        Verbs.TryGetValue(usage, out var verbs) ? verbs.Aggregate(0u, (bits, verb) => bits | (1u << (int)verb)) : 0;

    public static KeyShape ShapeOf(KeyRole role) => Shapes[role];

    /// <summary>Zone keys change often; the indexes of the others stand in one byte of cards and cells.</summary>
    public static ushort MaximumIndex(KeyRole role) =>
        role is KeyRole.ZoneMacAes or KeyRole.ZoneMacAesPending ? ushort.MaxValue : byte.MaxValue;

    public static KeyRole IssuerRole(KeyAlgorithm algorithm) => algorithm == KeyAlgorithm.Aes
        ? KeyRole.IssuerCryptogramAes
        : KeyRole.IssuerCryptogramTripleDes;
}
