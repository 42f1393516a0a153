using System.Security.Cryptography;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Hsm;

/// <summary>A device with keys from the module, and what its taps put in DE55.</summary>
internal sealed class Tap
{
    public const ulong TokenNumber = 9999101234567890;
    public const int Sequence = 1;

    private readonly DeviceCardKeys _keys;

    private Tap(DeviceCardKeys keys, byte keyIndex)
    {
        _keys = keys;
        KeyIndex = keyIndex;
    }

    public static CardIdentity Card => new(TokenNumber, 16, Sequence);

    public byte KeyIndex { get; }

    /// <summary>Every profile whose cryptograms tell what the card said, as the module wants.</summary>
    public static TheoryData<CryptogramProfile> Profiles =>
    [
        .. CryptogramRules.All.Select(rules => rules.Profile)
            .Where(profile => profile != CryptogramProfile.Interac133),
    ];

    public static Tap Provision(IPaymentHsm hsm, string keySet = HsmFolder.KeySet)
    {
        using var device = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(device, point);
        Assert.True(hsm.TryWrapForDevice(new DeviceKeyRequest(keySet, Card, point, "tok_1"), out var delivery));
        Assert.Equal(CredentialKeyId.Of(delivery.KeyIndex, Sequence), delivery.KeyId);
        Assert.True(DeviceCardKeys.TryOpen(
            device, delivery.Envelope, DeviceKeyEnvelope.Context("tok_1", delivery.KeyIndex), out var keys));
        return new Tap(keys, delivery.KeyIndex);
    }

    public byte[] CardKey(CryptogramProfile profile) =>
        _keys.For(CryptogramRules.For(profile).Algorithm)!.Bytes.ToArray();

    /// <summary>DE55 of a tap for 12.34 USD on 25 November 2026, ATC 0007.</summary>
    public byte[] Field55(CryptogramProfile profile, bool isVerified = true, int type = 2)
    {
        var unsigned = Hex.Read(
            "9F0206000000001234" + "9F0306000000000000" + "9F1A020840" + "95050000008000" + "5F2A020840" + "9A03261125"
            + "9C0100" + "9F3704A1B2C3D4" + "82020080" + "9F36020007" + "8407F0544553534552"
            + IssuerApplicationText(profile, isVerified, type));
        Assert.True(CryptogramElements.TryRead(unsigned, out var elements, out _));
        var rules = CryptogramRules.For(profile);
        var cryptogram = new byte[8];
        Assert.True(ApplicationCryptogram.TryCompute(
            rules, _keys.For(rules.Algorithm)!.Bytes, elements, cryptogram, out _));
        return [.. unsigned, 0x9F, 0x26, 0x08, .. cryptogram];
    }

    private string IssuerApplicationText(CryptogramProfile profile, bool isVerified, int type)
    {
        var rules = CryptogramRules.For(profile);
        var version = rules.Version.ToString("X2", null);
        var index = KeyIndex.ToString("X2", null);
        var visa = (0x80 | (type << 4) | (isVerified ? 4 : 0)).ToString("X2", null);
        var mchip = (0x80 | (type << 4) | (isVerified ? 5 : 0)).ToString("X2", null);
        var ccd = (0x80 | (type << 4)).ToString("X2", null) + (isVerified ? "08" : "00");
        var value = rules.Format switch
        {
            IssuerApplicationFormat.VisaShort => $"06{index}{version}03{visa}0000",
            IssuerApplicationFormat.VisaLong => $"1F{version}{index}03{visa}000000" + new string('0', 48),
            IssuerApplicationFormat.MChip => $"{index}{version}{mchip}0000000000DAC1" + new string('0', 16),
            IssuerApplicationFormat.CommonCore =>
                $"0F{version}{index}{ccd}000000" + new string('0', 16) + "0F" + new string('0', 30),
            _ => $"15{index}{version}0440B10000" + new string('0', 28),
        };
        return $"9F10{value.Length / 2:X2}{value}";
    }
}
