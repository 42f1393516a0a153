using System.Diagnostics.CodeAnalysis;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm.KeyBlocks;

namespace Tessera.Hsm;

/// <summary>
/// The payment verbs of a security module. Keys and expected values never leave it. Every member may be called from
/// many threads at once.
/// </summary>
public interface IPaymentHsm : IDisposable
{
    /// <summary>Verifies an application cryptogram. All causes of failure look the same and cost the same.</summary>
    CryptogramVerdict VerifyCryptogram(in CryptogramRequest request);

    /// <summary>Verifies a dynamic card code of the old mag-stripe mode.</summary>
    CryptogramVerdict VerifyCardCode(in CardCodeRequest request);

    /// <summary>
    /// Makes the value of tag 91 for a decision that is committed. Verifies the request again, so that nobody gets
    /// response keys to work on bytes of their choice. Empty when the request is invalid or its version has no answer.
    /// </summary>
    byte[] MakeResponse(in CryptogramRequest request, IssuerDecision decision);

    /// <summary>Derives the card keys of a token and device and seals them to the device's public key.</summary>
    bool TryWrapForDevice(in DeviceKeyRequest request, [NotNullWhen(true)] out DeviceKeyDelivery? delivery);

    /// <summary>
    /// Whether a device has the limited-use key that the request names: its proof (8 bytes) is right. The request's
    /// device point is not looked at.
    /// </summary>
    bool VerifyKeyProof(in DeviceKeyRequest request, ReadOnlySpan<byte> proof);

    /// <summary>Keyed MAC (32 bytes) of a one-time code within a context, such as the id of its provisioning.</summary>
    byte[] MacOneTimeCode(string keySet, ReadOnlySpan<byte> context, ReadOnlySpan<char> code);

    /// <summary>Keyed index (32 bytes): equal values have equal indexes, and nobody else can make one.</summary>
    byte[] Index(string keySet, string purpose, ReadOnlySpan<byte> value);

    /// <summary>MAC of DE64 or DE128 under the current zone key: 8 bytes over all before that field.</summary>
    void MacZone(string keySet, ReadOnlySpan<byte> message, Span<byte> target);

    /// <summary>
    /// Checks a zone MAC under the current zone key, the one before it, and a pending one, which it makes current when
    /// the MAC is right under it.
    /// </summary>
    bool VerifyZoneMac(string keySet, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac);

    /// <summary>
    /// Makes the next zone key of a link and gives it as a key block under the link's transport key, for an 0800. The
    /// key is pending: that 0800 and all else go on under the current one.
    /// </summary>
    string ExportNextZoneKey(string keySet);

    /// <summary>
    /// Makes the pending zone key current, when the 0810 has said that the other side installed it. False when none is
    /// pending.
    /// </summary>
    bool TryActivateZoneKey(string keySet);

    /// <summary>
    /// Installs the zone key of a key block that the other side sent as pending: it is used from the first message on
    /// that verifies under it. False when the block does not open, is no zone key, or is not newer than those here.
    /// </summary>
    bool TryInstallZoneKey(string keySet, string block);

    /// <summary>Makes the keys of an issuer's account range that are not there yet; safe to repeat.</summary>
    void EnsureIssuerKeys(string keySet);

    /// <summary>Labels and check values of all keys, for people who compare them.</summary>
    IReadOnlyList<KeyCheck> ListKeys();
}
