using Tessera.Emv.Cryptograms;
using Tessera.Primitives;

namespace Tessera.Hsm;

/// <summary>
/// What a cryptogram proves. An invalid one, which is <c>default</c>, has no values and no reason: every cause looks
/// the same from outside.
/// </summary>
/// <param name="IsValid">True when the cryptogram is right and announces the expected type.</param>
/// <param name="KeyId">Credential, see <see cref="CredentialKeyId"/>.</param>
/// <param name="Atc">Covered transaction counter.</param>
/// <param name="AmountMinor">Covered amount in minor units.</param>
/// <param name="Currency">Covered currency; None where the version does not cover it.</param>
/// <param name="Date">Covered date YYMMDD; 0 where the version does not cover it.</param>
/// <param name="UnpredictableNumber">Covered number of the terminal.</param>
/// <param name="Verification">What the covered results say of the holder.</param>
public readonly record struct CryptogramVerdict(
    bool IsValid,
    ulong KeyId,
    ushort Atc,
    long AmountMinor,
    Currency Currency,
    int Date,
    uint UnpredictableNumber,
    CardholderVerification Verification)
{
    public static CryptogramVerdict Invalid => default;

    /// <summary>The relay resistance exchange took too long, or somebody else than the card answered it.</summary>
    public bool IsRelaySuspected { get; init; }

    public CryptogramProfile Profile { get; init; }

    public override string ToString() => IsValid ? $"valid, {Profile}" : "invalid";
}
