using Tessera.Emv.Cryptograms;

namespace Tessera.Hsm;

/// <summary>Cryptogram profiles that a card's issuer takes; <c>default</c> takes none.</summary>
/// <param name="Bits">Bit n is the profile with number n.</param>
public readonly record struct CryptogramProfileSet(ulong Bits)
{
    public static CryptogramProfileSet Of(params ReadOnlySpan<CryptogramProfile> profiles)
    {
        ulong bits = 0;
        foreach (var profile in profiles)
        {
            bits |= 1UL << (int)profile;
        }
        return new CryptogramProfileSet(bits);
    }

    public bool Contains(CryptogramProfile profile) => ((Bits >> (int)profile) & 1) != 0;
}
