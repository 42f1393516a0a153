using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Client;
using Tessera.Client.Activation;
using Tessera.Client.Payments;
using Tessera.Client.Tokens;
using Tessera.Emv.Cryptograms;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Activation;

/// <summary>A phone whose every byte a test may choose: it activates over the API and makes DE55 itself.</summary>
internal sealed class TestPhone : IDisposable
{
    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly TesseraClient wallet;
    private SealedCredentials? credentials;
    private DeviceCardKeys? keys;
    private SealedCredentials? next;
    private ushort keyNumber;

    private TestPhone(TesseraClient wallet) => this.wallet = wallet;

    public string Device { get; private set; } = "";

    public string Token => credentials!.Token;

    public string TokenNumber => credentials!.Profile.TokenNumber;

    public ushort Atc { get; set; }

    /// <summary>How it makes cryptograms; any profile of the short Visa layout.</summary>
    public CryptogramProfile Profile { get; set; } = CryptogramProfile.TesseraAesShort;

    public static async Task<TestPhone> RegisterAsync(TesseraClient wallet)
    {
        var phone = new TestPhone(wallet);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(phone.key, point);
        var device = await wallet.Devices.RegisterAsync(
            new RegisterDevice { Name = "Test phone", PublicKey = Convert.ToBase64String(point) });
        phone.Device = device.Id;
        return phone;
    }

    public static DeviceSignals Signals(int deviceScore = 5, int accountScore = 5)
        => new()
        {
            DeviceScore = deviceScore,
            AccountScore = accountScore,
            DaysSinceAccountChange = DeviceSignals.Never,
            DaysSinceChannelChange = DeviceSignals.Never,
            DaysSinceLostMode = DeviceSignals.Never,
            NamesOnDevice = 1,
        };

    public async Task<Provisioning> LinkAsync(string pan, string expiry, DeviceSignals signals)
    {
        var started = await wallet.Provisionings.CreateAsync(
            new CreateProvisioning { Device = Device, Pan = pan, Expiry = expiry });
        await wallet.Provisionings.AcceptTermsAsync(started.Id, new AcceptTerms(started.Terms!.Version));
        return await wallet.Provisionings.LinkAsync(started.Id, new LinkDevice(signals));
    }

    public async Task<Provisioning> CompleteAsync(string provisioning, CardProfile profile = CardProfile.Qvsdc)
    {
        credentials = await wallet.Provisionings.FetchCredentialsAsync(provisioning, profile);
        (keys, keyNumber) = (Open(credentials), (ushort)(credentials.KeyNumber ?? 0));
        return await wallet.Provisionings.ConfirmAsync(provisioning, credentials.KeyId);
    }

    /// <summary>Opens the next limited-use key and proves it; what is in use stays in use.</summary>
    public async Task<ConfirmKey> NextKeyAsync()
    {
        next = await wallet.Tokens.FetchKeyAsync(Token, credentials!.Profile.Profile);
        using var opened = Open(next);
        var proof = new byte[LimitedUseKey.ProofBytes];
        LimitedUseKey.Prove(opened.Aes!.Bytes, Token, proof);
        return new ConfirmKey(next.KeyId, next.KeyNumber!.Value, Convert.ToHexString(proof));
    }

    /// <summary>Puts the next limited-use key in place of the one before.</summary>
    public async Task ReplenishAsync()
    {
        await wallet.Tokens.ConfirmKeyAsync(Token, await NextKeyAsync());
        (keys, keyNumber) = (Open(next!), (ushort)next!.KeyNumber!.Value);
    }

    public StolenKeys CopyKeys() => new(keys!, keyNumber);

    public void UseKeys(StolenKeys stolen) => (keys, keyNumber) = (stolen.Keys, stolen.Number);

    /// <summary>What a test changes before the cryptogram covers it.</summary>
    public Action<SortedDictionary<uint, byte[]>>? Change { get; set; }

    /// <summary>DE55 of a tap, as hex.</summary>
    public string Tap(long amount, DateOnly date, bool isVerified = true)
    {
        Atc++;
        var profile = credentials!.Profile;
        var elements = Elements(amount, date);
        elements[0x9F10] =
        [
            0x06, (byte)credentials.KeyId, CryptogramRules.For(Profile).Version,
            0x03, (byte)(isVerified ? 0xA4 : 0xA0), 0, 0,
            .. keyNumber == 0 ? Array.Empty<byte>() : [0x02, (byte)(keyNumber >> 8), (byte)(keyNumber & 0xFF)],
        ];
        Change?.Invoke(elements);
        elements[0x9F26] = Cryptogram(elements);
        elements[0x84] = Convert.FromHexString(profile.ApplicationId);
        return Write(elements);
    }

    /// <summary>The request of a tap, as a till would send it.</summary>
    public CreatePayment Pay(string terminal, long amount, string emv) => new()
    {
        Terminal = terminal,
        Amount = amount,
        Currency = "USD",
        TokenNumber = credentials!.Profile.TokenNumber,
        TokenExpiry = credentials.Profile.Expiry,
        SequenceNumber = credentials.Profile.SequenceNumber,
        Emv = emv,
    };

    public void Dispose()
    {
        keys?.Dispose();
        key.Dispose();
    }

    private DeviceCardKeys Open(SealedCredentials from)
    {
        var isOpen = DeviceCardKeys.TryOpen(
            key, Convert.FromBase64String(from.Envelope),
            DeviceKeyEnvelope.Context(from.Token, (byte)from.KeyId, (ushort)(from.KeyNumber ?? 0)), out var opened);
        Assert.True(isOpen);
        return opened!;
    }

    private SortedDictionary<uint, byte[]> Elements(long amount, DateOnly date)
    {
        var counter = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(counter, Atc);
        var amountBytes = new byte[6];
        Bcd.Write((ulong)amount, amountBytes);
        var dateBytes = new byte[3];
        Bcd.Write((ulong)((date.Year % 100 * 10000) + (date.Month * 100) + date.Day), dateBytes);
        return new SortedDictionary<uint, byte[]>
        {
            [0x9F02] = amountBytes,
            [0x9F03] = new byte[6],
            [0x9F1A] = [0x08, 0x40],
            [0x95] = new byte[5],
            [0x5F2A] = [0x08, 0x40],
            [0x9A] = dateBytes,
            [0x9C] = [0x00],
            [0x9F37] = RandomNumberGenerator.GetBytes(4),
            [0x82] = [0x00, 0x80],
            [0x9F36] = counter,
        };
    }

    private byte[] Cryptogram(SortedDictionary<uint, byte[]> elements)
    {
        var isRead = CryptogramElements.TryRead(Convert.FromHexString(Write(elements)), out var covered, out _);
        Assert.True(isRead);
        var rules = CryptogramRules.For(Profile);
        var cryptogram = new byte[ApplicationCryptogram.Bytes];
        var isMade = ApplicationCryptogram.TryCompute(
            rules, keys!.For(rules.Algorithm)!.Bytes, covered, cryptogram, out var error);
        Assert.True(isMade, error.ToString());
        return cryptogram;
    }

    private static string Write(SortedDictionary<uint, byte[]> elements)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new BerTlvWriter(buffer);
        foreach (var (tag, value) in elements)
        {
            writer.Write(new BerTag(tag), value);
        }

        return Convert.ToHexString(buffer.WrittenSpan);
    }

    /// <summary>What a thief copies from a phone.</summary>
    public sealed record StolenKeys(DeviceCardKeys Keys, ushort Number);
}
