using System.Security.Cryptography;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Hsm;
using Tessera.Primitives;

namespace Tessera.Bench.Micro;

/// <summary>A software module and a device with keys from it, which puts real cryptograms into DE55.</summary>
internal sealed class BenchCard : IDisposable
{
    public const string KeySet = "demo";
    public const ulong Number = 9999_1000_0000_0001;

    private const int Sequence = 1;
    private const string Reference = "tok_1";

    // A tap of 12.34 USD on 25 November 2026, counter 0007.
    private const string Elements =
        "9F02060000000012349F03060000000000009F1A0208409505000000800"
        + "05F2A0208409A032611259C01009F3704A1B2C3D4820200809F360200078407F0544553534552";

    private readonly string folder = Directory.CreateTempSubdirectory("tessera-bench-").FullName;
    private readonly DeviceCardKeys keys;

    public BenchCard()
    {
        Hsm = SoftwareHsm.Open(new SoftwareHsmOptions { Folder = folder, World = HsmWorld.Test });
        Hsm.EnsureIssuerKeys(KeySet);
        using var device = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(device, point);
        Invariant.Check(
            Hsm.TryWrapForDevice(new DeviceKeyRequest(KeySet, Identity, point, Reference), out var delivery),
            "a device gets its keys");
        Invariant.Check(
            DeviceCardKeys.TryOpen(
                device, delivery.Envelope, DeviceKeyEnvelope.Context(Reference, delivery.KeyIndex), out var opened),
            "the device opens its keys");
        keys = opened;
    }

    public SoftwareHsm Hsm { get; }

    private static CardIdentity Identity => new(Number, 16, Sequence);

    public static byte[] Field55(DeviceCardKeys keys, CryptogramProfile profile, byte keyIndex)
    {
        var rules = CryptogramRules.For(profile);
        var version = rules.Version.ToString("X2", null);
        var value = $"06{keyIndex:X2}{version}03A40000";
        var unsigned = Hex.Read($"{Elements}9F10{value.Length / 2:X2}{value}");
        Invariant.Check(CryptogramElements.TryRead(unsigned, out var elements, out _), "the elements are readable");
        var cryptogram = new byte[8];
        Invariant.Check(
            ApplicationCryptogram.TryCompute(rules, keys.For(rules.Algorithm)!.Bytes, elements, cryptogram, out _),
            "the elements make a cryptogram");
        return [.. unsigned, 0x9F, 0x26, 0x08, .. cryptogram];
    }

    public CryptogramRequest Request(CryptogramProfile profile) =>
        new(KeySet, Identity, Field55(keys, profile, 1), CryptogramProfileSet.Of(profile));

    public void Dispose()
    {
        keys.Dispose();
        Hsm.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
