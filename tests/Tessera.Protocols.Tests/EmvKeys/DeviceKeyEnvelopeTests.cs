using System.Security.Cryptography;
using CsCheck;
using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Protocols.Tests.EmvKeys;

public sealed class DeviceKeyEnvelopeTests
{
    private static readonly byte[] Context = DeviceKeyEnvelope.Context("tok_01", 3);

    [Fact]
    public void Sealed_keys_open_on_the_device_only()
    {
        using var device = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var sent = Keys();
        var envelope = Seal(device, sent);

        Assert.True(DeviceCardKeys.TryOpen(device, envelope, Context, out var opened));
        using (opened)
        {
            Assert.Equal(sent.TripleDes!.Bytes.ToArray(), opened.TripleDes!.Bytes.ToArray());
            Assert.Equal(sent.Aes!.Bytes.ToArray(), opened.Aes!.Bytes.ToArray());
        }
        Assert.False(DeviceCardKeys.TryOpen(other, envelope, Context, out _));
        Assert.False(DeviceCardKeys.TryOpen(device, envelope, DeviceKeyEnvelope.Context("tok_02", 3), out _));
        Assert.False(DeviceCardKeys.TryOpen(device, envelope, DeviceKeyEnvelope.Context("tok_01", 4), out _));
    }

    [Fact]
    public void Any_flipped_or_missing_byte_is_refused()
    {
        using var device = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var sent = Keys();
        var envelope = Seal(device, sent);
        for (var i = 0; i < envelope.Length; i++)
        {
            var bent = (byte[])envelope.Clone();
            bent[i] ^= 0x01;
            Assert.False(DeviceCardKeys.TryOpen(device, bent, Context, out _));
            Assert.False(DeviceCardKeys.TryOpen(device, envelope.AsSpan(0, i), Context, out _));
        }
    }

    [Fact]
    public void Point_off_the_curve_is_refused()
    {
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        point[0] = 4;
        point[40] = 9;
        Assert.False(DeviceKeyEnvelope.TrySeal(ephemeral, point, Context, [1], out _));
        Assert.False(DeviceKeyEnvelope.TrySeal(ephemeral, [], Context, [1], out _));
    }

    [Fact]
    public void Random_content_is_read_or_refused_without_an_exception()
    {
        Gen.Byte.Array[0, 80].Sample(bytes =>
        {
            if (DeviceCardKeys.TryRead(bytes, out var keys, out var error))
            {
                keys.Dispose();
                return;
            }
            Assert.NotEqual(ParseErrorCode.None, error.Code);
        });
    }

    private static DeviceCardKeys Keys() => new(
        new PinnedKey(KeyAlgorithm.TripleDes, RandomNumberGenerator.GetBytes(16)),
        new PinnedKey(KeyAlgorithm.Aes, RandomNumberGenerator.GetBytes(16)));

    private static byte[] Seal(ECDiffieHellman device, DeviceCardKeys keys)
    {
        var point = new byte[DeviceKeyEnvelope.PointBytes];
        DeviceKeyEnvelope.ExportPoint(device, point);
        var content = new byte[DeviceCardKeys.MaximumBytes];
        var length = keys.Write(content);
        using var ephemeral = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.True(
            DeviceKeyEnvelope.TrySeal(ephemeral, point, Context, content.AsSpan(0, length), out var envelope));
        return envelope;
    }
}
