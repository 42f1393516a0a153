using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Tessera.Emv.Cryptograms;
using Tessera.Hsm.KeyBlocks;
using Tessera.Hsm.Vault;

namespace Tessera.Hsm;

/// <summary>The provider that keeps its keys in this process and its key blocks in a folder.</summary>
public sealed class SoftwareHsm : IPaymentHsm
{
    /// <summary>Key set of the vault and the subject store.</summary>
    public const string StoreKeySet = "store";

    private static readonly KeyRole[] IssuerRoles =
    [
        KeyRole.IssuerCryptogramTripleDes, KeyRole.IssuerCryptogramAes, KeyRole.OneTimeCodeMac, KeyRole.PanIndex,
    ];

    private static readonly KeyRole[] StoreRoles =
        [KeyRole.RowEncryption, KeyRole.PanIndex, KeyRole.SubjectWrapping];

    // Values at rest were made with these; a next key would not find them again until they are made anew.
    private static readonly KeyRole[] RolesOfStoredValues = [KeyRole.PanIndex, KeyRole.OneTimeCodeMac];

    private readonly Lock _completing = new();
    private readonly KeyStore _keys;
    private readonly HsmWorld _world;
    private readonly CryptogramCheck _cryptograms;
    private readonly CardCodeCheck _cardCodes;
    private readonly DeviceKeyWrapping _devices;
    private readonly ZoneMac _zones;
    private readonly ZoneKeyExchange _zoneKeys;

    private SoftwareHsm(KeyStore keys, HsmWorld world)
    {
        _keys = keys;
        _world = world;
        _cryptograms = new CryptogramCheck(keys);
        _cardCodes = new CardCodeCheck(keys);
        _devices = new DeviceKeyWrapping(keys);
        _zoneKeys = new ZoneKeyExchange(keys);
        _zones = new ZoneMac(keys, _zoneKeys);
        Rows = new RowCipher(keys, StoreKeySet);
    }

    /// <summary>Encryption of vault rows and wrapping of subject keys.</summary>
    public RowCipher Rows { get; }

    /// <summary>Opens the folder, or makes it with a new master key and the keys of the stores.</summary>
    /// <exception cref="HsmException">A file is damaged, not private, or not allowed in this world.</exception>
    public static SoftwareHsm Open(SoftwareHsmOptions options)
    {
        if (options.World == HsmWorld.Live && !options.AllowSoftwareInLive)
        {
            throw new HsmException("Software keys in a live world must be allowed explicitly.");
        }
        Directory.CreateDirectory(options.Folder);
        var master = MasterKeyFile.OpenOrCreate(
            Path.Combine(options.Folder, "master.key"), options.Passphrase, options.World);
        KeyStore? keys = null;
        try
        {
            keys = KeyStore.Open(Path.Combine(options.Folder, "keys.blocks"), master);
            RefuseTestKeys(keys, options.World);
            Complete(keys, StoreKeySet, StoreRoles);
            return new SoftwareHsm(keys, options.World);
        }
        catch
        {
            keys?.Dispose();
            master.Dispose();
            throw;
        }
    }

    public void EnsureIssuerKeys(string keySet)
    {
        // Two callers at once would each make a first key, and the second would hide the first.
        lock (_completing)
        {
            Complete(_keys, keySet, IssuerRoles);
        }
    }

    /// <summary>Makes a zone MAC key (AES) for a link when it has none.</summary>
    public void EnsureZoneKey(string keySet) => Complete(_keys, keySet, [KeyRole.ZoneMacAes]);

    /// <summary>Makes the next key of a role; the ones before it stay usable by their index.</summary>
    /// <exception cref="HsmException">Stored values hang on the key, or it changes only with another party.</exception>
    public KeyCheck RotateKey(string keySet, KeyRole role)
    {
        if (RolesOfStoredValues.Contains(role) || role == KeyRole.ZoneMacAesPending)
        {
            throw new HsmException("Keys of this role are not rotated.");
        }
        var key = _keys.Generate(keySet, role);
        return new KeyCheck(key.Label, key.Shape.Usage, key.Shape.Algorithm, key.CheckValue);
    }

    /// <summary>Installs a given key, such as one that an issuer brought in person.</summary>
    /// <exception cref="HsmException">
    /// Label taken, length wrong, a second key of a role on which stored values hang, or a test key in a live world.
    /// </exception>
    public void InstallKey(KeyLabel label, ReadOnlySpan<byte> key)
    {
        if (RolesOfStoredValues.Contains(label.Role) && _keys.CurrentIndex(label.Set, label.Role) != 0)
        {
            throw new HsmException("Keys of this role are not rotated.");
        }
        if (_world == HsmWorld.Live && KnownTestKeys.IsKnown(KeyUsageTable.ShapeOf(label.Role).Algorithm, key))
        {
            throw new HsmException("A known test key is not allowed in a live world.");
        }
        _keys.Add(label, key);
    }

    /// <summary>Index that new devices of a range get; 0 when the range has no keys.</summary>
    public byte CurrentKeyIndex(string keySet) => _devices.CurrentIndex(keySet);

    public CryptogramVerdict VerifyCryptogram(in CryptogramRequest request) => _cryptograms.Verify(request);

    public CryptogramVerdict VerifyCardCode(in CardCodeRequest request) => _cardCodes.Verify(request);

    public byte[] MakeResponse(in CryptogramRequest request, IssuerDecision decision) =>
        _cryptograms.MakeResponse(request, decision);

    public bool TryWrapForDevice(in DeviceKeyRequest request, [NotNullWhen(true)] out DeviceKeyDelivery? delivery) =>
        _devices.TryWrap(request, out delivery);

    public bool VerifyKeyProof(in DeviceKeyRequest request, ReadOnlySpan<byte> proof) =>
        _devices.Verify(request, proof);

    public byte[] MacOneTimeCode(string keySet, ReadOnlySpan<byte> context, ReadOnlySpan<char> code)
    {
        var text = new byte[Encoding.UTF8.GetByteCount(code)];
        Encoding.UTF8.GetBytes(code, text);
        var mac = KeyedHash.Compute(
            Demand(keySet, KeyRole.OneTimeCodeMac, HsmVerb.OneTimeCodeMac), "one-time code", context, text);
        CryptographicOperations.ZeroMemory(text);
        return mac;
    }

    public byte[] Index(string keySet, string purpose, ReadOnlySpan<byte> value) =>
        KeyedHash.Compute(Demand(keySet, KeyRole.PanIndex, HsmVerb.KeyedIndex), purpose, [], value);

    public void MacZone(string keySet, ReadOnlySpan<byte> message, Span<byte> target) =>
        _zones.Compute(keySet, message, target);

    public bool VerifyZoneMac(string keySet, ReadOnlySpan<byte> message, ReadOnlySpan<byte> mac) =>
        _zones.Verify(keySet, message, mac);

    public string ExportNextZoneKey(string keySet) => _zoneKeys.ExportNext(keySet);

    public bool TryActivateZoneKey(string keySet) => _zoneKeys.TryActivate(keySet);

    public bool TryInstallZoneKey(string keySet, string block) => _zoneKeys.TryInstall(keySet, block);

    public IReadOnlyList<KeyCheck> ListKeys() => _keys.List();

    /// <summary>Zeroes every key.</summary>
    public void Dispose()
    {
        _cryptograms.Dispose();
        _keys.Dispose();
    }

    private HeldKey Demand(string keySet, KeyRole role, HsmVerb verb) =>
        _keys.FindCurrent(keySet, role, verb) ?? throw new HsmException("The key set has no such key.");

    private static void Complete(KeyStore keys, string keySet, KeyRole[] roles)
    {
        foreach (var role in roles)
        {
            if (keys.CurrentIndex(keySet, role) == 0)
            {
                keys.Generate(keySet, role);
            }
        }
    }

    private static void RefuseTestKeys(KeyStore keys, HsmWorld world)
    {
        if (world == HsmWorld.Live && keys.List().Any(key => KnownTestKeys.Contains(key.CheckValue)))
        {
            throw new HsmException("The key file holds a known test key.");
        }
    }
}
